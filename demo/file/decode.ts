/**
 * The text of a file as spreadsheets write it: UTF-8 with or without a byte order mark, else GB18030, which what is
 * written in China before Unicode (GB 2312, GBK) is a part of.
 */
export const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof TypeError) return new TextDecoder('gb18030').decode(bytes)
    throw cause
  }
}
