import { changelogPage } from "./anchors.js";
import type { Site } from "./context.js";
import { Page } from "./page.js";
import { Prose } from "./prose.js";
import { Section } from "./section.js";

/** The element of a version's changes. */
export const versionId = (version: string): string => `v${version}`;

/** What changed in the contract, for whom, by the contract's versions. */
export function ChangelogPage({ site }: { site: Site }) {
  const { changes } = site.contract;
  const places = changes.map(({ version }) => ({ href: `#${versionId(version)}`, label: version }));
  return (
    <Page site={site} file={changelogPage} label="Changelog" navigation={places}>
      <Section id="changes">
        <h1>Changelog</h1>
        <p>What changed in the contract, by its versions, newest first.</p>
      </Section>
      {changes.map(({ version, text }) => (
        <Section key={version} id={versionId(version)} title={version}>
          <Prose text={text} />
        </Section>
      ))}
    </Page>
  );
}
