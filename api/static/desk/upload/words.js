// Texts, numbers and sizes in the page's language.

const lang = document.documentElement.lang;

export function t(indonesian, english) {
  return lang === "en" ? english : indonesian;
}

export function number(value) {
  return value.toLocaleString(lang);
}

export function megabytes(bytes) {
  const shown = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${(bytes / 1e6).toLocaleString(lang, shown)} MB`;
}
