// Loaded before a README's code: what it sends to the service arrives at the stub, as its own endpoint setting would do.
const fetchFromNetwork = globalThis.fetch;
const stub = new URL(import.meta.url).searchParams.get("stub");

globalThis.fetch = (resource, init) => {
  const request = new Request(resource, init);
  const { hostname, pathname, search } = new URL(request.url);
  if (!hostname.endsWith(".amazonaws.com")) return fetchFromNetwork(request);
  return fetchFromNetwork(new Request(stub + pathname + search, request));
};
