import type { ComponentType, FunctionComponent } from "preact";
import { Component, h } from "preact";

/** A component that is rendered again only when one of its properties is another value. */
export function memo<Props extends object>(Inner: FunctionComponent<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return Object.entries(next).some(([name, value]) => value !== Reflect.get(this.props, name));
    }

    override render() {
      return h(Inner, this.props);
    }
  };
}
