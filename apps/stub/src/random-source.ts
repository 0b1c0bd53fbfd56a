import { createHash, randomUUID } from "node:crypto";
import type { Counters } from "./store/store.js";

/** Where Ids, times and probabilities come from. */
export interface RandomSource {
  /** A UUID. The series keeps, say, Ids apart from tokens, so that one more token changes no Id. */
  uuid(series: string): Promise<string>;
  /** The time of an event. */
  time(): Promise<Date>;
  /** A random number from 0 up to 1. The series keeps those of deliveries apart. */
  probability(series?: string): Promise<number>;
}

/** Real randomness and the real clock. */
export const trueRandom: RandomSource = {
  uuid: async () => randomUUID(),
  time: async () => new Date(),
  probability: async () => Math.random(),
};

const firstTime = Date.UTC(2026, 0, 1);

/** The same Ids, times (one second apart) and probabilities in every run with the same seed and the same requests. */
export function seededRandom(seed: number, counters: Counters): RandomSource {
  const draw = async (series: string) =>
    createHash("sha256")
      .update(`${seed}/${series}/${await counters.next(series)}`)
      .digest();
  return {
    async uuid(series) {
      const bytes = await draw(series);
      bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6); // version 4
      bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8); // the variant of RFC 9562
      return bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
    async time() {
      return new Date(firstTime + (await counters.next("time")) * 1000);
    },
    async probability(series = "probability") {
      return (await draw(series)).readUIntBE(0, 6) / 2 ** 48;
    },
  };
}
