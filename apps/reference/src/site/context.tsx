import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Contract } from "../contract/contract.js";
import { anchorsOf } from "./anchors.js";

/** What the site shows: the contract, and the stub's own APIs. */
export interface Site {
  readonly contract: Contract;
  readonly apis: readonly Api[];
}

/** An API of the stub's own. */
export interface Api {
  /** The page is `NAME.html`, the document `NAME.json`. */
  readonly name: string;
  readonly label: string;
  readonly contract: Contract;
}

const Shown = createContext<{ contract: Contract; anchors: ReadonlyMap<string, string> } | undefined>(undefined);

interface ContractContextProps {
  contract: Contract;
  /** Where other names are explained. */
  anchors?: ReadonlyMap<string, string>;
  /** The page that explains its names, when it is not the reference. */
  page?: string;
  children: ComponentChildren;
}

/** Gives every component below it the contract that the page shows. */
export function ContractContext({ contract, anchors = new Map(), page, children }: ContractContextProps) {
  const all = new Map([...anchors, ...anchorsOf(contract, page)]);
  return <Shown.Provider value={{ contract, anchors: all }}>{children}</Shown.Provider>;
}

/** The contract that the page shows, and where its names are explained. Throws outside a `ContractContext`. */
export function useContract() {
  const shown = useContext(Shown);
  if (shown === undefined) throw new Error("a component that shows the contract must be within a ContractContext");
  return shown;
}
