import type { Contract } from "../contract/contract.js";
import { Page } from "./page.js";
import { Prose } from "./prose.js";

/** What changed in the contract, for whom: the changelog of the package that holds it. */
export function ChangelogPage({ contract, changelog }: { contract: Contract; changelog: string }) {
  const { title, version } = contract;
  const versions = changelog.replace(/^# .*$/m, "");
  return (
    <Page title={title} version={version} file="changelog.html" navigation={[{ href: "#changes", label: "Changes" }]}>
      <section id="changes">
        <h1>Changelog</h1>
        <Prose text={versions} />
      </section>
    </Page>
  );
}
