// What this browser keeps for work without network: forms that
// were opened and drafts that wait, encrypted with a key that no script can read
// out and that signing out removes. Every person has a key of their own. Both
// the pages and the service worker use it, so it is no module: it leaves one
// object behind. Why and what: docs/adr/0007-offline.md.

globalThis.vault ??= (() => {
  const isThere = Boolean(globalThis.isSecureContext && globalThis.indexedDB && globalThis.crypto?.subtle);
  let opened;

  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  function database() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("giaoban", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("keys");
        request.result.createObjectStore("rows");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  }

  // One transaction; `act` may only wait for requests of its own.
  async function within(mode, act) {
    const transaction = (await database()).transaction(["keys", "rows"], mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const result = await act(transaction.objectStore("keys"), transaction.objectStore("rows"));
    await done;
    return result;
  }

  const name = (owner, kind, id) => `${owner}/${kind}/${id}`;
  const all = (owner, kind = "") => IDBKeyRange.bound(`${owner}/${kind}`, `${owner}/${kind}\uffff`);
  const keyOf = (owner) => within("readonly", (keys) => settled(keys.get(owner)));

  async function open(row, key) {
    try {
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.data);
      return { value: JSON.parse(new TextDecoder().decode(text)), at: row.at, waits: row.waits };
    } catch {
      return null;
    }
  }

  return {
    isThere,

    /** The person who works here from now on; makes the key at the first time. */
    async enter(owner) {
      const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      await within("readwrite", async (keys) => {
        if (!(await settled(keys.get(owner)))) await settled(keys.put(fresh, owner));
        await settled(keys.put(owner, "current"));
      });
    },

    current: () => (isThere ? keyOf("current") : Promise.resolve(undefined)),

    /** Keeps a value; false when the person signed out meanwhile. */
    async put(owner, kind, id, value, waits = false) {
      const key = await keyOf(owner);
      if (!key) return false;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(value)));
      return within("readwrite", async (keys, rows) => {
        if (!(await settled(keys.get(owner)))) return false;
        await settled(rows.put({ iv, data, waits, at: Date.now() }, name(owner, kind, id)));
        return true;
      });
    },

    /** `{ value, at, waits }`, or null. */
    async get(owner, kind, id) {
      const key = await keyOf(owner);
      const row = key && (await within("readonly", (_, rows) => settled(rows.get(name(owner, kind, id)))));
      return row ? open(row, key) : null;
    },

    /** Everything of a kind: `{ id, value, at, waits }`. */
    async list(owner, kind) {
      const key = await keyOf(owner);
      if (!key) return [];
      const [ids, rows] = await within("readonly", (_, kept) =>
        Promise.all([settled(kept.getAllKeys(all(owner, kind + "/"))), settled(kept.getAll(all(owner, kind + "/")))]));
      const found = await Promise.all(rows.map((row) => open(row, key)));
      return found.map((row, i) => row && { id: ids[i].split("/")[2], ...row }).filter(Boolean);
    },

    drop: (owner, kind, id) => within("readwrite", (_, rows) => settled(rows.delete(name(owner, kind, id)))),

    /** Takes the key and everything of a person away. */
    async leave(owner) {
      await within("readwrite", (keys, rows) =>
        Promise.all([settled(keys.delete(owner)), settled(keys.delete("current")), settled(rows.delete(all(owner)))]));
      for (const cache of await caches.keys()) await caches.delete(cache);
    },
  };
})();
