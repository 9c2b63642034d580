/**
 * The spoken languages of Teams' live captions: codes of BCP 47 in lower case, as in the SDK's examples.
 * @see https://support.microsoft.com/office/use-live-captions-in-microsoft-teams-meetings-4be2d304-f675-4b57-8347-cbd000a21260
 */
export const spokenLanguages: readonly string[] = (
  'ar-ae ar-sa cs-cz cy-gb da-dk de-de el-gr en-au en-ca en-gb en-in en-nz en-us es-es es-mx fi-fi fr-ca fr-fr he-il ' +
  'hi-in hu-hu it-it ja-jp ko-kr nb-no nl-be nl-nl pl-pl pt-br pt-pt ro-ro ru-ru sk-sk sv-se th-th tr-tr uk-ua vi-vn ' +
  'zh-cn zh-hk zh-tw'
).split(' ');

/** The languages into which captions are translated, ISO 639-1. */
export const captionLanguages: readonly string[] = [
  ...new Set(spokenLanguages.map((language) => language.slice(0, 2))),
];

/** Microsoft: "If contoso provides no language or an unsupported language, the spoken language defaults to 'en-us'." */
export const defaultSpokenLanguage = 'en-us';
