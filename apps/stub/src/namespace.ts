import type { RequestHandler } from "express";
import { controlPath } from "./control/document.js";
import { StubException } from "./http/exception.js";
import type { Log } from "./log.js";
import type { Metrics } from "./metrics.js";
import { type RandomSource, seededRandom, trueRandom } from "./random-source.js";
import { type Journal, keepJournal } from "./send-event/journal.js";
import { createState, type State } from "./state.js";
import type { NamespaceStore, Store } from "./store/store.js";

/** A stub within the stub: what a request can see and change, apart from every other namespace. */
export interface Namespace {
  /** Its name, `""` for the stub's own. */
  readonly name: string;
  readonly store: NamespaceStore;
  readonly state: State;
  readonly random: RandomSource;
  readonly journal: Journal;
}

declare global {
  namespace Express {
    interface Locals {
      /** The namespace that the request is for. */
      namespace: Namespace;
    }
  }
}

/** Every namespace by its name, `""` for the stub's own. A seed starts from its beginning in each of them. */
export function createNamespaces(
  store: Store,
  seed: number | undefined,
  log: Log,
  metrics: Metrics,
): (name: string) => Namespace {
  const known = new WeakMap<NamespaceStore, Namespace>();
  const create = (own: NamespaceStore, name: string): Namespace => {
    const random = seed === undefined ? trueRandom : seededRandom(seed, own.counters);
    const journal = keepJournal(own.journal, log, metrics, name);
    return { name, store: own, state: createState(own, random), random, journal };
  };
  return (name) => {
    const own = store.namespace(name);
    const namespace = known.get(own) ?? create(own, name);
    known.set(own, namespace);
    return namespace;
  };
}

/** The path of a namespace: its URL is one that clients take for their endpoint. */
export function pathOf(name: string): string {
  return `${controlPath}/ns/${name}`;
}

/** Throws a ValidationException when a namespace cannot have this name. */
export function checkNamespace(name: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw new StubException("ValidationException", "A namespace is named by 1 to 64 of the characters A-Z a-z 0-9 _ -");
}

/** Leaves the path of the namespace off the request's, so that all that follows is the same in every namespace. */
export function enterNamespace(namespaces: (name: string) => Namespace): RequestHandler {
  const beginning = pathOf("");
  const prefix = new RegExp(`^${pathOf("([^/?]*)")}(?=/)`);
  return (request, response, next) => {
    const [path, name] = (request.url.startsWith(beginning) && prefix.exec(request.url)) || [];
    response.locals.namespace = namespaces("");
    if (path !== undefined && name !== undefined) {
      response.locals.namespace = namespaces(checkNamespace(name));
      request.originalUrl = request.url = request.url.slice(path.length);
    }
    next();
  };
}
