import { guidePage, notFoundPage, referencePage } from "./anchors.js";
import type { Site } from "./context.js";
import { Page } from "./page.js";
import { Section } from "./section.js";

/** What a reader sees whose link leads nowhere. */
export function NotFoundPage({ site }: { site: Site }) {
  return (
    <Page site={site} file={notFoundPage} label="Not found" navigation={[]}>
      <Section>
        <h1>There is no such page</h1>
        <p>
          The address may be misspelt, or from another version. Look in the <a href={referencePage}>reference</a>,
          follow the <a href={guidePage}>guide</a>, or search.
        </p>
      </Section>
    </Page>
  );
}
