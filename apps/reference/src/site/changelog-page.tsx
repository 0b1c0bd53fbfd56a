import type { Contract } from "../contract/contract.js";
import { changelogPage } from "./anchors.js";
import { Page } from "./page.js";
import { Prose } from "./prose.js";

/** What changed in the contract, for whom: the changelog of the package that has it. */
export function ChangelogPage({ contract, changelog }: { contract: Contract; changelog: string }) {
  return (
    <Page contract={contract} file={changelogPage} navigation={[{ href: "#changes", label: "Changes" }]}>
      <section id="changes">
        <h1>Changelog</h1>
        <Prose text={changelog.replace(/^# .*$/m, "")} />
      </section>
    </Page>
  );
}
