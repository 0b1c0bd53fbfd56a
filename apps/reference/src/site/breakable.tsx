import { wordsOf } from "../contract/words.js";

/** A text whose long names may be broken between their words. */
export function breakable(text: string) {
  return wordsOf(text).flatMap((word, index) => (index === 0 ? [word] : [<wbr key={index} />, word]));
}
