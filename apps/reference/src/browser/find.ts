/** The first element that matches, as the class it must be of. Throws an error that names the selector when there is none. */
export function find<E extends Element>(selector: string, type: new () => E, within: ParentNode = document): E {
  const element = within.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} at ${selector}`);
  return element;
}
