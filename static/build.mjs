// What does the browser get, and under which names? Bundles every entry point into
// static/build/<build id>/, the worker into static/build/sw.js, and lists it in build.json.
//
// The build id is a hash of what is built, so the same sources always give the same id and a
// changed byte gives another: it names the assets, the worker's cache and the app version.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, 'static', 'build');
/** The phone app: the Absen screen, and what is fetched once it is there. */
const PHONE = 'static/js/phone/main.js';
const DELIVERY = 'static/js/phone/delivery-part.js';
const BINDING = 'static/js/phone/elements/binding-part.js';
const PAGES = 'static/js/phone/elements/pages-part.js';
const ENTRIES = {
  'phone.css': 'static/css/phone.css',
  'pages.css': 'static/css/pages.css',
  'look.js': 'static/js/phone/look.js',
  'desk.js': 'static/js/desk/main.js',
  'desk.css': 'static/css/desk.css',
  'map.js': 'static/js/desk/map.js',
  'map.css': 'static/css/map.css',
};
/** What runs before the first paint cannot be a module: those wait for the whole document. */
const FORMATS = { 'look.js': 'iife' };
const WORKER = 'service_worker/worker.js';
/** What the phone app needs to open without a network, beside its scripts, shell and manifest. */
const PRECACHED = ['look.js', 'phone.css', 'pages.css', 'icons.svg', 'mark.svg'];
const TEXT = ['.js', '.css', '.svg'];
/** Stands for the build id while its hash is not known yet: same length, so offsets stay. */
const PLACEHOLDER = '000b0111d000';
const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
const DEFINED = { BUILD_ID: JSON.stringify(PLACEHOLDER), APP_VERSION: JSON.stringify(version) };
/** Older builds that stay on disk for pages opened before an upgrade. */
const KEPT_BUILDS = 3;

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  minify: true,
  target: ['chrome109', 'safari16', 'firefox115'],
  charset: 'utf8',
  legalComments: 'none',
  loader: { '.png': 'dataurl', '.svg': 'dataurl' },
  logLevel: 'warning',
};

/** Bundle one source file; esbuild's warnings are errors. */
async function bundle(source, define = {}, format = 'esm') {
  const result = await esbuild.build({
    ...OPTIONS,
    format,
    entryPoints: [source],
    outfile: join(OUT, `out${extname(source)}`),
    define: { ...DEFINED, ...define },
  });
  if (result.warnings.length > 0) throw new Error(`${source}: ${result.warnings[0].text}`);
  return Buffer.from(result.outputFiles[0].contents);
}

/**
 * The parts of the phone app come after the first screen and, most of them, after what hands in; the
 * pages come last, after what binds a phone. Told so, esbuild keeps what they share in the file of
 * the earliest, instead of one for each set of parts that share some of it.
 */
const inOrder = {
  name: 'in-order',
  setup(build) {
    build.onLoad({ filter: /-part\.js$/ }, async ({ path }) => {
      const order = [DELIVERY, BINDING, PAGES];
      const place = order.findIndex((part) => path.endsWith(part));
      const before = [PHONE, ...order.slice(0, place < 0 ? 1 : place)];
      const imports = before.map((source) => `import ${JSON.stringify(join(ROOT, source))};\n`);
      return { contents: imports.join('') + (await readFile(path, 'utf8')) };
    });
  },
};

/**
 * The phone app: a file with the first screen, one for each part that is imported when it is
 * wanted, and what several parts share.
 * @returns {Promise<{ files: [string, Buffer][], first: string }>} first: the file to start with
 */
async function phone() {
  const result = await esbuild.build({
    ...OPTIONS,
    format: 'esm',
    splitting: true,
    metafile: true,
    entryPoints: [PHONE],
    plugins: [inOrder],
    outdir: OUT,
    chunkNames: '[name]-[hash]',
    define: DEFINED,
  });
  if (result.warnings.length > 0) throw new Error(`phone: ${result.warnings[0].text}`);
  // The entry itself holds nothing but the import of the first screen: one request less.
  const entry = Object.values(result.metafile.outputs).find((one) => one.entryPoint === PHONE);
  const imported = entry.imports.filter(({ kind }) => kind === 'import-statement');
  if (imported.length !== 1) throw new Error(`the first screen is in ${imported.length} files`);
  const files = result.outputFiles.map(({ path, contents }) => [
    basename(path),
    Buffer.from(contents),
  ]);
  const first = basename(imported[0].path);
  return { files: files.filter(([name]) => name !== 'main.js').sort(), first };
}

async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** Icons, and the pictures that an installation is offered with. */
async function pictures() {
  const folders = ['icons', 'screenshots'].map((name) => filesUnder(join(ROOT, 'static', name)));
  const files = (await Promise.all(folders))
    .flat()
    .filter((file) => ['.svg', '.png', '.webp'].includes(extname(file)));
  return Promise.all(files.map(async (file) => [basename(file), await readFile(file)]));
}

/** The shell and the manifest are precached too: a change in them must make a new id. */
async function shell() {
  const folder = join(ROOT, 'templates', 'employee');
  const files = await filesUnder(folder);
  return Promise.all(files.map(async (file) => [relative(folder, file), await readFile(file)]));
}

function hash(named) {
  const sum = createHash('sha256');
  for (const [name, bytes] of named) sum.update(`${name}\0${bytes.length}\0`).update(bytes);
  return sum.digest('hex').slice(0, 12);
}

function withId(bytes, id) {
  const text = bytes.toString('utf8');
  return text.includes(PLACEHOLDER) ? Buffer.from(text.replaceAll(PLACEHOLDER, id)) : bytes;
}

/**
 * A file as it is and, where it is text, compressed once and for all as hard as it goes; the server
 * sends what the browser takes.
 * @returns {[string, Buffer][]}
 */
function coded(name, bytes) {
  if (!TEXT.includes(extname(name))) return [[name, bytes]];
  return [
    [name, bytes],
    [`${name}.br`, brotliCompressSync(bytes)],
    [`${name}.gz`, gzipSync(bytes, { level: 9 })],
  ];
}

/** Whole folders appear at once, so that a running server never serves half a build. */
async function writeBuild(id, named, worker, first) {
  const fresh = join(OUT, `.${id}`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  for (const [name, bytes] of named) {
    for (const [made, content] of coded(name, withId(bytes, id)))
      await writeFile(join(fresh, made), content);
  }
  await rm(join(OUT, id), { recursive: true, force: true });
  await rename(fresh, join(OUT, id));
  for (const [made, content] of coded('sw.js', withId(worker, id))) await replace(made, content);
  const files = Object.fromEntries(named.map(([name]) => [name, `/static/${id}/${name}`]));
  files['phone.js'] = files[first];
  await replace('build.json', Buffer.from(`${JSON.stringify({ id, version, files }, null, 2)}\n`));
}

async function replace(name, bytes) {
  await writeFile(join(OUT, `.${name}`), bytes);
  await rename(join(OUT, `.${name}`), join(OUT, name));
}

async function dropOldBuilds(current) {
  const names = (await readdir(OUT)).filter((name) => /^[0-9a-f]{12}$/.test(name));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, age: (await stat(join(OUT, name))).mtimeMs })),
  );
  const old = aged.filter(({ name }) => name !== current).sort((a, b) => b.age - a.age);
  for (const { name } of old.slice(KEPT_BUILDS - 1)) {
    await rm(join(OUT, name), { recursive: true, force: true });
  }
}

const bundles = await Promise.all(
  Object.entries(ENTRIES).map(async ([name, source]) => [
    name,
    await bundle(source, {}, FORMATS[name]),
  ]),
);
const app = await phone();
const named = [...app.files, ...bundles, ...(await pictures())];
const missing = PRECACHED.filter((name) => !named.some(([made]) => made === name));
if (missing.length > 0) throw new Error(`not built, yet to be precached: ${missing.join(', ')}`);

const scripts = app.files.map(([name]) => name);
const precache = [...scripts, ...PRECACHED].map((name) => `/static/${PLACEHOLDER}/${name}`);
const paths = ['/', '/manifest.webmanifest', ...precache];
// A classic script: Firefox has no module workers for this.
const worker = await bundle(WORKER, { PRECACHE: JSON.stringify(paths) }, 'iife');
const id = hash([...named, ['sw.js', worker], ...(await shell())]);
await writeBuild(id, named, worker, app.first);
await dropOldBuilds(id);

for (const [name, bytes] of [...app.files, ...bundles, ['sw.js', worker]]) {
  const [plain, brotli] = [bytes, brotliCompressSync(bytes)].map(({ length }) =>
    (length / 1024).toFixed(1).padStart(7),
  );
  process.stdout.write(`${name.padEnd(25)} ${plain} KiB, ${brotli} over the wire\n`);
}
process.stdout.write(`${'build id'.padEnd(25)} ${id}\n`);
