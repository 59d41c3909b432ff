// As much of WASI (preview 1) as a test program needs: its arguments, what it says, the time, chance, and how it ends. There are
// no files.
const OK = 0, NO_FILE = 8, UNKNOWN = 52;

onmessage = async ({ data: words }) => {
  const module = await WebAssembly.compileStreaming(fetch("tests.wasm"));
  let memory;
  const view = () => new DataView(memory.buffer);
  const bytes = (at, length) => new Uint8Array(memory.buffer, at, length);
  const encoded = words.map((word) => new TextEncoder().encode(word + "\0"));
  const decoder = new TextDecoder();
  const known = {
    args_sizes_get(count, length) {
      view().setUint32(count, encoded.length, true);
      view().setUint32(length, encoded.reduce((sum, word) => sum + word.length, 0), true);
      return OK;
    },
    args_get(places, at) {
      for (const [index, word] of encoded.entries()) {
        view().setUint32(places + 4 * index, at, true);
        bytes(at, word.length).set(word);
        at += word.length;
      }
      return OK;
    },
    environ_sizes_get(count, length) {
      view().setUint32(count, 0, true);
      view().setUint32(length, 0, true);
      return OK;
    },
    environ_get: () => OK,
    clock_time_get(_clock, _precision, at) {
      view().setBigUint64(at, BigInt(Math.round(1e6 * performance.now())), true);
      return OK;
    },
    random_get(at, length) {
      for (let done = 0; done < length; done += 65536) {
        crypto.getRandomValues(bytes(at + done, Math.min(65536, length - done)));
      }
      return OK;
    },
    fd_write(file, parts, count, written) {
      let length = 0;
      for (let part = parts; part < parts + 8 * count; part += 8) {
        const [at, size] = [view().getUint32(part, true), view().getUint32(part + 4, true)];
        postMessage({ said: decoder.decode(bytes(at, size).slice(), { stream: true }) });
        length += size;
      }
      view().setUint32(written, length, true);
      return OK;
    },
    fd_prestat_get: () => NO_FILE,
    sched_yield: () => OK,
    proc_exit(code) {
      throw { code };
    },
  };
  const all = WebAssembly.Module.imports(module).map(({ name }) => [name, known[name] ?? (() => UNKNOWN)]);
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: Object.fromEntries(all) });
  memory = instance.exports.memory;
  try {
    instance.exports._start();
    postMessage({ ended: 0 });
  } catch (error) {
    postMessage({ ended: error.code ?? String(error) });
  }
};
