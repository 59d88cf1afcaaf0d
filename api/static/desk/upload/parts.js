// Divides files among requests.

const MANY = 20; // files of one request at most
const PART = 8_000_000; // bytes of one request that holds several files

export const isZip = ({ path }) => /\.zip$/i.test(path);

export function bytesOf(files) {
  return files.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
}

export function* parts(files) {
  let part = [];
  for (const one of files) {
    if (part.length && (part.length >= MANY || bytesOf(part) + one.file.size > PART)) {
      yield part;
      part = [];
    }
    part.push(one);
  }
  if (part.length) yield part;
}

// Files that changed or vanished since they were chosen: a stick was pulled out, a folder moved.
export async function unreadable(files) {
  const read = await Promise.allSettled(files.map(({ file }) => file.slice(0, 1).arrayBuffer()));
  return files.filter((_, at) => read[at].status === "rejected");
}
