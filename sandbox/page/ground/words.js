// Picks the page's own texts in one of three languages. Knows nothing of what they say.

import english from "../words/en.js";
import simplified from "../words/zh_hans.js";
import traditional from "../words/zh_hant.js";

const LANGUAGES = {
  en: { texts: english, locale: "en-GB" },
  "zh-Hans": { texts: simplified, locale: "zh-CN" },
  "zh-Hant": { texts: traditional, locale: "zh-HK" },
};

/** The language of the page for any language code: Telegram's, a browser's or none. */
export function languageOf(code) {
  const tag = (code ?? "").toLowerCase();
  if (/^zh-(hant|tw|hk|mo)/.test(tag)) return "zh-Hant";
  if (tag.startsWith("zh")) return "zh-Hans";
  return "en";
}

export const localeOf = (language) => LANGUAGES[language].locale;

/** A function from key and facts to text; `count` chooses between one and other. */
export function speak(language) {
  const { texts, locale } = LANGUAGES[language];
  const plural = new Intl.PluralRules(locale);
  return (key, facts = {}) => {
    const found = texts[key];
    const text = typeof found === "string" ? found : found[plural.select(facts.count)];
    return text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  };
}
