/** Asks for an access token; it stays in this tab. */
import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";

export function SignIn() {
  const { access } = useApp();
  const [token, setToken] = useState("");
  const wasRefused = access.wasRefused.value;
  const signIn = (event: Event) => {
    event.preventDefault();
    if (token.trim() !== "") access.signIn(token);
  };
  return (
    <main class="sign-in">
      <form class="sign-in-card" onSubmit={signIn}>
        <h1>okr-sync</h1>
        <p class="soft">
          This page shows your objectives with the access token of a viewer. To check in and to link issues, use an
          editor’s.
        </p>
        <label>
          Access token
          <input
            class="field"
            type="password"
            name="token"
            autocomplete="current-password"
            spellcheck={false}
            required
            autofocus
            aria-describedby={wasRefused ? "refused" : undefined}
            aria-invalid={wasRefused}
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
        </label>
        {wasRefused && (
          <p id="refused" class="sign-in-refused" role="alert">
            The service does not know this token. Tokens are in <code>access.yaml</code>; whoever runs okr-sync has
            them.
          </p>
        )}
        <button type="submit" class="button button-main">
          Show the objectives
        </button>
        <p class="soft small">The token is kept until this tab is closed, and sent to this service only.</p>
      </form>
    </main>
  );
}
