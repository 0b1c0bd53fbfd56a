import { useState } from "preact/hooks";

interface SignInProps {
  /** Why the stub denies access. */
  readonly message: string;
  /** The token that was not enough; `""` for none. */
  readonly given: string;
  readonly onToken: (token: string) => void;
}

/** Asks for the control token, where one helps. */
export function SignIn({ message, given, onToken }: SignInProps) {
  const [token, setToken] = useState("");
  const helps = message.includes("control token");
  return (
    <main class="sign-in">
      <h1>SendEvent console</h1>
      {helps ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onToken(token.trim());
          }}
        >
          <p role="alert">
            {given === ""
              ? "This stub has a control token: the value of --control-token."
              : "The stub has another control token than this one."}
          </p>
          <label>
            Control token
            <input
              type="password"
              autocomplete="off"
              required
              value={token}
              onInput={({ currentTarget }) => setToken(currentTarget.value)}
            />
          </label>
          <button type="submit">Open the console</button>
          <p class="hint">It is kept in this tab until you close it, and sent to this stub alone.</p>
        </form>
      ) : (
        <>
          <p role="alert">{message}</p>
          <button type="button" onClick={() => location.reload()}>
            Try again
          </button>
        </>
      )}
    </main>
  );
}
