// Keeps one version of the site on this machine, so that it opens without a network. `cargo xtask build` puts two lines before
// this one: VERSION, and FILES, the SHA-256 of every file by its path.
const PREFIX = `convoscope ${registration.scope} `;
const CACHE = PREFIX + VERSION;

// All files of a version or none: with one that is missing or another version's, it is not installed, and the one before stays.
const keep = async () => {
  const cache = await caches.open(CACHE);
  const add = async ([path, hash]) => {
    const response = await fetch(path, { cache: "no-cache" });
    const bytes = await response.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (!response.ok || found !== hash) throw new Error(`${path} is not that of version ${VERSION}`);
    const headers = { "Content-Type": response.headers.get("Content-Type") };
    await cache.put(path, new Response(bytes, { headers }));
  };
  try {
    await Promise.all(Object.entries(FILES).map(add));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
};

// A new version waits until no page of the one before is open: nothing of both ever meets.
const forgetOthers = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
};

const answer = async (path, request) => {
  const cache = await caches.open(CACHE);
  return await cache.match(path) ?? fetch(request);
};

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const scope = new URL(registration.scope);
  if (event.request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  const path = pathname.slice(scope.pathname.length) || "index.html";
  if (Object.hasOwn(FILES, path)) event.respondWith(answer(path, event.request));
});
