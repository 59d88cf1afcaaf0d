// What an upload that stopped tells: why, and what to do.

import { t } from "./words.js";

const WORDS = {
  403: t("Peran Anda tidak dapat mengunggah foto.", "Your role cannot upload photos."),
  404: t("Kumpulan ini sudah dihapus. Lanjutkan membuat kumpulan baru.", "This batch has been deleted. Going on makes a new one."),
  409: t("Kumpulan ini terlalu lama untuk ditambah. Lanjutkan membuat kumpulan baru.", "This batch is too old to grow. Going on makes a new one."),
  413: t("Satu file terlalu besar untuk layanan ini.", "One file is too large for this service."),
};

export const TOO_LARGE = t("file ini terlalu besar; kirim foto yang lebih kecil", "this file is too large: send a smaller photo");
export const UNREADABLE = t("tidak dapat dibaca lagi; jatuhkan file ini sekali lagi", "it can no longer be read: drop this file once more");

export function why(failure) {
  if (failure.name === "AbortError") return t("Dihentikan.", "Stopped.");
  return WORDS[failure.status] ?? t("Jaringan atau layanan terputus.", "The network or the service broke off.");
}

// Whether going on needs a new batch.
export function batchIsGone(failure) {
  return failure.status === 404 || failure.status === 409;
}
