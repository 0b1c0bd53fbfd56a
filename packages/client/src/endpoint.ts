import type { ConnectParticipantConfig } from "./types.js";

/** Where hosts are not under amazonaws.com: partition, how its regions begin, DNS suffix, dual-stack DNS suffix. */
const partitions = [
  ["aws-cn", "cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  ["aws-eusc", "eusc-de", "amazonaws.eu", "api.amazonwebservices.eu"],
  ["aws-iso", "us-iso", "c2s.ic.gov", "api.aws.ic.gov"],
  ["aws-iso-b", "us-isob", "sc2s.sgov.gov", "api.aws.scloud"],
  ["aws-iso-e", "eu-isoe", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"],
  ["aws-iso-f", "us-isof", "csp.hci.ic.gov", "api.aws.hci.ic.gov"],
  ["aws-us-gov", "us-gov", "amazonaws.com", "api.aws"],
] as const;

/** The URL that the operation's path is appended to. Rules: the vendor's endpoint rule set and partition data. */
export function endpointUrl(config: ConnectParticipantConfig): string {
  const { endpoint, region = "", useFipsEndpoint, useDualstackEndpoint } = config;
  if (endpoint) {
    if (useFipsEndpoint || useDualstackEndpoint)
      throw new TypeError(
        "useFipsEndpoint and useDualstackEndpoint choose a region's endpoint: leave them out, or endpoint",
      );
    return customEndpoint(endpoint);
  }
  // Anything but a host label could send the ConnectionToken to another host
  if (!/^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i.test(region))
    throw new TypeError(
      `region must be the name of a region, such as eu-west-2, got ${JSON.stringify(region)}; or set endpoint`,
    );
  const [partition, , suffix, dualStackSuffix] = partitions.find(
    ([name, prefix]) => region === `${name}-global` || RegExp(`^${prefix}-\\w+-\\d+$`).test(region),
  ) ?? ["aws", "", "amazonaws.com", "api.aws"];
  const fips = useFipsEndpoint && (useDualstackEndpoint || partition !== "aws-us-gov") ? "-fips" : "";
  return `https://participant.connect${fips}.${region}.${useDualstackEndpoint ? dualStackSuffix : suffix}`;
}

/** An endpoint of the caller's, without trailing slashes. The message leaves the value out: it may hold a password. */
function customEndpoint(endpoint: string | URL): string {
  try {
    const { href, protocol, origin, pathname } = new URL(endpoint);
    if (/^https?:$/.test(protocol) && href === origin + pathname) return href.replace(/\/+$/, "");
  } catch {} // told below
  throw new TypeError("endpoint must be an http or https URL without user, query and fragment");
}
