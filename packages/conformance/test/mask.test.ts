import { describe, expect, it } from "vitest";
import { basicCredentials, isSecret, maskOf, secretsOfHeader } from "../src/secrets.js";
import { eachUnit, echoes } from "./fixtures/echoes.js";

const token = `s3cr&t"<tok>'\\en`;

describe("the secrets of a header", () => {
  const valuesOf = (value: string) => {
    const secrets = secretsOfHeader({ name: "H", value });
    expect(new Set(secrets.map(({ name }) => name))).toEqual(new Set(["H"]));
    return secrets.map((secret) => secret.value).filter((one) => one !== "");
  };
  it.each([
    ["plain", ["plain"]],
    ["Bearer eight-88", ["Bearer eight-88", "eight-88"]],
    ["Bearer seven-7", ["Bearer seven-7"]],
    ["a=12345678; b=23456789,34567890", ["a=12345678; b=23456789,34567890", "12345678", "23456789", "34567890"]],
    ["BASIC  dTpwOnE=", ["BASIC  dTpwOnE=", "u", "p", "q"]],
    ["Basic dXNlcjpwYXNzd29yZA==", ["Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA", "user", "password"]],
    ["not Basic dTpw", ["not Basic dTpw"]],
    ["Basic dTpw dTpx", ["Basic dTpw dTpx"]],
  ])("%s", (value, secrets) => {
    expect(valuesOf(value)).toEqual(secrets);
  });
});

describe("a mask", () => {
  const mask = maskOf([{ name: "TOKEN", value: token }]);
  it.each(Object.entries(echoes))("finds a secret in %s", (_name, write) => {
    const masked = mask(`before ${write(token)} after`);
    expect(masked).toMatch(/^before .*\$TOKEN.* after$/);
    expect(masked.length).toBeLessThan(30);
  });

  it.each(["é", "😀", "日本"])("finds a secret with %s in escapes and in URLs", (character) => {
    const secret = `tok${character}en`;
    const other = maskOf([{ name: "T", value: secret }]);
    expect(other(eachUnit(secret, (unit) => `\\u${unit.toString(16).padStart(4, "0")}`))).toBe("$T");
    expect(other(encodeURIComponent(secret))).toBe("$T");
    const bytes = [...Buffer.from(secret)];
    expect(other(bytes.map((byte) => `\\x${byte.toString(16)}`).join(""))).toBe("$T");
    expect(other(bytes.map((byte) => `\\${byte.toString(8)}`).join(""))).toBe("$T");
    expect(other(`&#${secret.codePointAt(3)};${secret}`)).toContain("$T");
  });

  it("writes the longer of two secrets first", () => {
    const both = maskOf([
      { name: "SHORT", value: "secret" },
      { name: "LONG", value: "secret-long" },
    ]);
    expect(both("secret-long secret")).toBe("$LONG $SHORT");
  });

  it.each([
    ["one more \\ before each character", "a\\\\\\b\\c\\\\d", "$T"],
    ["escapes of escapes", "a\\\\u0062\\\\x63d", "$T"],
    ["octal with many zeros", "a\\00142cd", "$T"],
    ["a URL in a URL in a URL", "a%252562cd", "$T"],
    ["entities of entities", "a&amp;amp;#98;c&#x064;", "$T"],
    ["entities with zeros", "&#0097;&#x00062;cd", "$T"],
  ])("finds a secret in %s", (_what, written, masked) => {
    expect(maskOf([{ name: "T", value: "abcd" }])(written)).toBe(masked);
  });

  it("finds a space as a plus, and each character that XML names", () => {
    expect(maskOf([{ name: "T", value: "ab cd" }])("ab+cd ab%20cd")).toBe("$T $T");
    expect(maskOf([{ name: "T", value: "a&<>\"'z" }])("a&amp;&lt;&gt;&quot;&apos;z a&amp;amp;&amp;lt;&gt;\"'z")).toBe(
      "$T $T",
    );
    expect(maskOf([{ name: "T", value: "ab+cd" }])("ab cd")).toBe("ab cd");
    expect(maskOf([{ name: "T", value: "abcd" }])("ab+d ++++")).toBe("ab+d ++++");
  });

  it("finds a secret in base64 at each place, and leaves the neighbours", () => {
    for (const secret of [
      "a secret that has ??>>~~ in it",
      "one that is longer, by one byte",
      "another, by two more bytes >>??",
    ])
      for (const before of ["", "x", "xx"]) {
        for (const after of ["", "y", "yy"]) {
          for (const encoding of ["base64", "base64url"] as const) {
            const masked = maskOf([{ name: "T", value: secret }])(
              Buffer.from(`${before}${secret}${after}`).toString(encoding),
            );
            expect(masked).toMatch(/^[\w+/-]{0,3}\$T[\w+/=-]{0,6}$/);
          }
        }
      }
  });

  it("takes the padding of base64, and nothing behind it", () => {
    const mask = maskOf([{ name: "T", value: "abcd" }]);
    expect(mask("YWJjZA== YWJjZA=")).toBe("$T $T");
    expect(maskOf([{ name: "T", value: "abcdef" }])("YWJjZGVm=")).toBe("$T=");
  });

  it("looks for short secrets in no encoding that other words have", () => {
    expect(maskOf([{ name: "T", value: "a" }])("61 YQ YQ==")).toBe("61 YQ YQ==");
    expect(maskOf([{ name: "T", value: "ab" }])("6162")).toBe("$T");
    expect(maskOf([{ name: "T", value: "abc" }])("YWJj")).toBe("$T");
    expect(maskOf([{ name: "T", value: "abc" }])("1abc abc1 Zabc abcZ aabc -abc-")).toBe(
      "1abc abc1 Zabc abcZ aabc -$T-",
    );
  });

  it("takes a $ in a name for what it is", () => {
    expect(maskOf([{ name: "$&", value: "secret" }])("a secret")).toBe("a $$&");
  });

  it("masks every secret, each wherever it stands", () => {
    const two = maskOf([
      { name: "A", value: "first" },
      { name: "B", value: "second" },
    ]);
    expect(two("first second first second")).toBe("$A $B $A $B");
  });

  it("leaves alone what is no secret", () => {
    expect(mask('{"Message":"ContentType is missing"}')).toBe('{"Message":"ContentType is missing"}');
    expect(maskOf([{ name: "TOKEN", value: "" }])("a text, no more")).toBe("a text, no more");
    expect(maskOf([{ name: "TOKEN", value: "t" }])("text t")).toBe("text $TOKEN");
    expect(maskOf([{ name: "TOKEN", value: "abc" }])("xabc abcx abc")).toBe("xabc abcx $TOKEN");
    expect(maskOf([{ name: "TOKEN", value: "abcd" }])("xabcdx")).toBe("x$TOKENx");
    expect(maskOf([{ name: "TOKEN", value: "a.b(c)[d]{e}^$|*+?/\\" }])("axb a.b(c)[d]{e}^$|*+?/\\")).toBe("axb $TOKEN");
  });
});

describe("the credentials of a URL", () => {
  it.each([
    ["http://h", undefined],
    ["http://us%40er:pass%20word@h", "us@er:pass word"],
    ["http://user@h", "user:"],
    ["http://:word@h", ":word"],
  ])("of %s are %s in base64", (url, credentials) => {
    const value = credentials && Buffer.from(credentials).toString("base64");
    expect(basicCredentials(new URL(url))).toEqual(value && { name: "CREDENTIALS", value });
  });
});

it.each([
  [{ name: "A", value: "b" }, true],
  ["text", false],
  [Buffer.from("bytes"), false],
  [undefined, false],
  [null, false],
])("%j is a piece that is a secret: %s", (piece, is) => {
  expect(isSecret(piece)).toBe(is);
});
