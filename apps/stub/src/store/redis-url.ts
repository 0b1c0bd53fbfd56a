/** Where a Redis is, and what the stub calls its keys. */
export interface RedisPlace {
  /** The URL as the client takes it, which may hold a password. */
  readonly url: string;
  /** The same without user and password, for messages. */
  readonly label: string;
  /** What all keys begin with. */
  readonly prefix: string;
}

/** What the URL of a store must be. */
export const redisUrl = "redis:// or rediss://[USER:PASSWORD@]HOST[:PORT][/DATABASE][?prefix=PREFIX]";

/** Reads a store's URL. Resolves to nothing when it is not one: it may hold a password, and is not quoted. */
export function parseRedisUrl(text: string): RedisPlace | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, host, hostname, pathname, searchParams, hash } = new URL(text);
  const { prefix = "sendevent-stub", ...others } = Object.fromEntries(searchParams);
  const isRedis = ["redis:", "rediss:"].includes(protocol) && hostname !== "" && hash === "";
  if (!isRedis || !/^(\/\d*)?$/.test(pathname) || !/^[\w:.-]{1,100}$/.test(prefix) || Object.keys(others).length > 0) {
    return undefined;
  }
  const credentials = username || password ? `${username}:${password}@` : "";
  return {
    url: `${protocol}//${credentials}${host}${pathname}`,
    label: `${protocol}//${host}${pathname}`,
    prefix,
  };
}
