/** What keys are derived for. A new version of a label makes a new key: old cursors then end, old fingerprints no longer match. */
export const purposes = {
  cursor: 'lading:cursor:v1',
  fingerprint: 'lading:fingerprint:v1',
  emailCode: 'lading:email-code:v1',
  /** Pages that open without a login: `functions/runtime/public-link.ts`. */
  publicLink: 'lading:public-link:v1',
  /** A person's calendar, whose link no message can be made to hold. */
  calendarLink: 'lading:calendar-link:v1',
  webhookSecret: 'lading:webhook-secret:v1',
  /** The form by which anybody writes to the desk: names a showing of it, and tells networks and addresses apart without keeping them. */
  contactPage: 'lading:contact-page:v1',
  /** What names a ticket in the address that a customer answers to: `functions/runtime/reply-token.ts`, under the key of links. */
  replyToken: 'lading:reply-token:v1',
} as const
