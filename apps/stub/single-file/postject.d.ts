declare module "postject" {
  /** Writes `data` into an executable, as the resource `name`. */
  export function inject(
    executable: string,
    name: string,
    data: Buffer,
    options: { readonly sentinelFuse: string },
  ): Promise<void>;
}
