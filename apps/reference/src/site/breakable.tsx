/** A text whose long names may be broken between their words: within `SendEvent`, and after a dot or a slash. */
export function breakable(text: string) {
  const words = text.split(/(?<=[a-z])(?=[A-Z])|(?<=[./])(?=\w)/);
  return words.flatMap((word, index) => (index === 0 ? [word] : [<wbr key={index} />, word]));
}
