// The SHA-256 of a file, by which the server recognises it before a byte is sent.

import "../../vendor/js-sha256-0.11.1.min.js"; // sets window.sha256

// Browsers offer their own, much faster one only over HTTPS and on localhost; many offices use plain HTTP.
export async function hashed(file) {
  if (!window.crypto?.subtle) return hashedInParts(file);
  const sum = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function hashedInParts(file) {
  const sum = window.sha256.create();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return sum.hex();
    sum.update(value);
  }
}
