import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Connection, createApi } from "../model/api.js";
import { namesOf, typingAt } from "../model/chats.js";
import { rememberedToken, rememberToken } from "../model/control-token.js";
import { type Filter, matching, noFilter } from "../model/filter.js";
import { Timeline } from "../model/timeline.js";
import { Bar } from "./bar.js";
import { Chats } from "./chats.js";
import { Detail } from "./detail.js";
import { Faults } from "./faults.js";
import { Filters } from "./filters.js";
import { useEntries, useFollowed, useNow } from "./hooks.js";
import { Requests } from "./requests.js";
import { Reset } from "./reset.js";
import { SignIn } from "./sign-in.js";
import { Tokens } from "./tokens.js";
import { useKeys } from "./use-keys.js";
import { useStub } from "./use-stub.js";

/** The whole page. */
export function Console() {
  const [controlToken, setControlToken] = useState(rememberedToken);
  const chooseToken = (token: string) => {
    rememberToken(token);
    setControlToken(token);
  };
  // Another token is another page: nothing of the one before is shown.
  return <Room key={controlToken} controlToken={controlToken} onToken={chooseToken} />;
}

function Room({ controlToken, onToken }: { controlToken: string; onToken: (token: string) => void }) {
  const api = useMemo(() => createApi(controlToken), [controlToken]);
  const timeline = useMemo(() => new Timeline(), []);
  const link = useFollowed(api, timeline);
  const entries = useEntries(timeline);
  const [filter, setFilter] = useState<Filter>(noFilter);
  const shown = useMemo(() => matching(entries, filter), [entries, filter]);
  const [active, setActive] = useState<number>();
  const [open, setOpen] = useState(false);
  const [view, setView] = useState<"journal" | "tools">("journal");
  const [issued, setIssued] = useState<readonly Connection[]>([]);
  const now = useNow(link.state === "live" ? link.aheadMs : 0);
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);

  const { chats, faults, health, refreshFaults } = useStub(api, timeline, link.state === "live", entries.at(-1));
  const names = useMemo(() => namesOf(chats ?? []), [chats]);
  const chosen = open ? entries.find(({ sequence }) => sequence === active) : undefined;
  const close = useCallback(() => {
    setOpen(false);
    grid.current?.focus({ preventScroll: true });
  }, []);
  useKeys(search, chosen ? close : undefined);
  useEffect(() => {
    if (entries.length === 0) setOpen(false);
  }, [entries.length === 0]);

  if (link.state === "denied") return <SignIn message={link.message} given={controlToken} onToken={onToken} />;
  const showConnection = (connection: string) => {
    setFilter({ ...noFilter, connection });
    setView("journal");
  };
  return (
    <>
      <Bar link={link} entries={entries} now={now} onForget={controlToken === "" ? undefined : () => onToken("")} />
      <div class={chosen ? "room with-detail" : "room"} data-view={view}>
        <main class="journal">
          <Filters
            filter={filter}
            onFilter={setFilter}
            entries={entries}
            shown={shown.length}
            names={names}
            input={search}
          />
          <Requests
            {...{ shown, active, names, grid }}
            isFiltered={filter !== noFilter && entries.length > 0}
            onActive={setActive}
            onOpen={(sequence) => {
              setActive(sequence);
              setOpen(true);
            }}
          />
        </main>
        {chosen && (
          <Detail entry={chosen} issued={issued} names={names} onConnection={showConnection} onClose={close} />
        )}
        <aside class="tools" aria-label="Stub">
          {chats && <Chats chats={chats} typing={typingAt(entries, now)} onConnection={showConnection} />}
          <Tokens api={api} issued={issued} onIssued={setIssued} onConnection={showConnection} />
          <Faults api={api} faults={faults} hasChats={chats !== undefined} onChange={refreshFaults} />
          <Reset
            api={api}
            health={health}
            onReset={() => {
              timeline.clear();
              setIssued([]);
              refreshFaults();
            }}
          />
        </aside>
      </div>
      <nav class="views" aria-label="Views">
        {(["journal", "tools"] as const).map((name) => (
          <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
            {name === "journal" ? "Timeline" : "Stub"}
          </button>
        ))}
      </nav>
    </>
  );
}
