import type { ComponentChildren } from "preact";
import { localEndpoint } from "../samples/call.js";
import { changelogPage, guidePage, referencePage } from "./anchors.js";
import { breakable } from "./breakable.js";
import { ContractContext, type Site } from "./context.js";
import { metaPolicy } from "./headers.js";

/** A place of the site that the side navigation leads to. */
export interface Place {
  readonly href: string;
  readonly label: string;
  readonly note?: string;
  readonly places?: readonly Place[];
}

interface PageProps {
  site: Site;
  /** The file name of this page. */
  file: string;
  /** What the page is called, in the title of its window. */
  label: string;
  navigation: readonly Place[];
  children: ComponentChildren;
}

/** What every page has: head, bar, navigation and search. */
export function Page({ site, file, label, navigation, children }: PageProps) {
  const { contract } = site;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={metaPolicy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${contract.title} – ${label}`}</title>
        <link rel="icon" href="icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="site.css" />
        <script src="theme.js" />
        <script type="module" src="site.js" />
      </head>
      <body data-endpoint={localEndpoint(contract)}>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <Bar site={site} file={file} />
        <div class="columns">
          <nav id="places" aria-label="On this page">
            <Places places={navigation} />
          </nav>
          <main id="content" tabIndex={-1}>
            <ContractContext contract={contract}>{children}</ContractContext>
          </main>
        </div>
        <SearchDialog />
      </body>
    </html>
  );
}

function Bar({ site: { contract, apis }, file }: { site: Site; file: string }) {
  const pages = [
    { page: referencePage, label: "Reference" },
    { page: guidePage, label: "Guide" },
    ...apis.map(({ name, label }) => ({ page: `${name}.html`, label })),
    { page: changelogPage, label: "Changelog" },
  ];
  return (
    <header class="bar">
      <button type="button" class="menu" data-menu aria-controls="places" aria-expanded="false" hidden>
        Menu
      </button>
      <a class="brand" href={referencePage}>
        {contract.title} <small>{contract.version}</small>
      </a>
      <nav class="pages" aria-label="Pages">
        {pages.map(({ page, label }) => (
          <a key={page} href={page} aria-current={page === file ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <button type="button" class="search-button" data-search-open hidden>
        Search <kbd>/</kbd>
      </button>
      <button type="button" class="theme-button" data-theme-toggle hidden>
        Theme
      </button>
    </header>
  );
}

function Places({ places }: { places: readonly Place[] }) {
  return (
    <ul>
      {places.map(({ href, label, note, places: inner = [] }) => (
        <li key={href}>
          <a href={href}>
            <span>{breakable(label)}</span> {note && <small>{note}</small>}
          </a>
          {inner.length > 0 && <Places places={inner} />}
        </li>
      ))}
    </ul>
  );
}

function SearchDialog() {
  return (
    <dialog id="search" aria-label="Search">
      <form method="dialog" class="search-head">
        <input
          type="search"
          id="search-input"
          aria-label="Search the reference"
          placeholder="Search: a member, an exception, a topic"
          autocomplete="off"
        />
        <button type="submit" value="close">
          Close
        </button>
      </form>
      <div id="search-results" role="listbox" aria-label="Results" />
      <p id="search-status" role="status" />
    </dialog>
  );
}
