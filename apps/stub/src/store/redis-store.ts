import { RedisConnection } from "./redis-connection.js";
import { RedisNamespace } from "./redis-namespace.js";
import type { RedisPlace } from "./redis-url.js";
import type { Baseline, Limits, Store } from "./store.js";

/**
 * A store in Redis, which replicas share. Every key expires when nothing was written to it for as long as a journal entry is
 * kept, or longer where a token or a replay lasts longer. Rejects with a StoreError when Redis cannot be used as it is.
 */
export async function redisStore(place: RedisPlace, limits: Limits, baseline: Baseline): Promise<Store> {
  const redis = await RedisConnection.open(place);
  const own = new RedisNamespace(redis, place.prefix, "", limits, baseline);
  return {
    namespace: (name) => (name === "" ? own : new RedisNamespace(redis, place.prefix, name, limits, baseline)),
    get errors() {
      return redis.errors;
    },
    ready: () =>
      redis.probe().then(
        () => true,
        () => false,
      ),
    close: () => redis.close(),
  };
}
