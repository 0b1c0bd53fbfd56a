import type { Chat, Participant } from "../model/chats.js";
import { timeOf } from "../model/words.js";

interface ChatsProps {
  readonly chats: readonly Chat[];
  /** The connections that are typing. */
  readonly typing: ReadonlySet<string>;
  readonly onConnection: (connection: string) => void;
}

/** The chats with their participants, and who is typing. */
export function Chats({ chats, typing, onConnection }: ChatsProps) {
  return (
    <section>
      <h2>
        Chats <span class="count">{chats.length}</span>
      </h2>
      {chats.length === 0 && (
        <p class="hint">
          None. <a href="../examples/">The example</a> starts one, as <code>POST /_stub/chats</code> does.
        </p>
      )}
      <ul class="chats">
        {chats.map(({ ContactId, startedAt, endedAt, Participants }) => (
          <li key={ContactId} class={endedAt === undefined ? "" : "ended"}>
            <p title={ContactId}>
              <code>{ContactId.slice(0, 8)}</code> {endedAt === undefined ? `since ${timeOf(startedAt)}` : "ended"}
            </p>
            <ul>
              {Participants.map((participant) => (
                <ParticipantLine
                  key={participant.ParticipantId}
                  {...{ participant, onConnection }}
                  isTyping={endedAt === undefined && participant.connections.some((own) => typing.has(own))}
                />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ParticipantLineProps {
  readonly participant: Participant;
  readonly isTyping: boolean;
  readonly onConnection: (connection: string) => void;
}

function ParticipantLine({ participant, isTyping, onConnection }: ParticipantLineProps) {
  const { DisplayName, ParticipantRole, connected, sockets, connections } = participant;
  const newest = connections.at(-1);
  const state = connected ? `${sockets} ${sockets === 1 ? "socket" : "sockets"}` : "not connected";
  return (
    <li class={connected ? "connected" : ""}>
      {newest === undefined ? (
        <span>{DisplayName}</span>
      ) : (
        <button type="button" class="text" title="Show this connection only" onClick={() => onConnection(newest)}>
          {DisplayName}
        </button>
      )}{" "}
      <small>{ParticipantRole.toLowerCase()}</small>{" "}
      <small class="state">{isTyping ? <b class="typing">typing</b> : state}</small>
    </li>
  );
}
