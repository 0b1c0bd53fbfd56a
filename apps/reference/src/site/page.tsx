import type { ComponentChildren } from "preact";
import type { Contract } from "../contract/contract.js";
import { wordsOf } from "../samples/call.js";
import { changelogPage, controlPage, guidePage, referencePage } from "./anchors.js";
import { ContractContext } from "./context.js";
import { metaPolicy } from "./headers.js";

/** A place of the site that the side navigation leads to. */
export interface Place {
  readonly href: string;
  readonly label: string;
  readonly note?: string;
  readonly places?: readonly Place[];
}

interface PageProps {
  contract: Contract;
  /** The file name of this page. */
  file: string;
  navigation: readonly Place[];
  children: ComponentChildren;
}

const pages = [
  { file: referencePage, label: "Reference" },
  { file: guidePage, label: "Guide" },
  { file: controlPage, label: "Control" },
  { file: changelogPage, label: "Changelog" },
];

/** What every page has: head, bar, navigation and search. */
export function Page({ contract, file, navigation, children }: PageProps) {
  const { label } = pages.find((page) => page.file === file) ?? { label: "" };
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
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <Bar contract={contract} file={file} />
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

function Bar({ contract: { title, version }, file }: { contract: Contract; file: string }) {
  return (
    <header class="bar">
      <button type="button" class="menu" data-menu aria-controls="places" aria-expanded="false" hidden>
        Menu
      </button>
      <a class="brand" href={referencePage}>
        {title} <small>{version}</small>
      </a>
      <nav class="pages" aria-label="Pages">
        {pages.map((page) => (
          <a key={page.file} href={page.file} aria-current={page.file === file ? "page" : undefined}>
            {page.label}
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

/** A name that may be broken between its words. */
export function breakable(name: string) {
  return wordsOf(name).flatMap((word, index) => (index === 0 ? [word] : [<wbr key={index} />, word]));
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
