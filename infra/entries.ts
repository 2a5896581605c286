/** Every Lambda function of the deployment and the file that it starts from. Each is bundled by itself. */
export const entries = {
  customers: 'functions/http/customers.ts',
  contacts: 'functions/http/contacts.ts',
  relations: 'functions/http/relations.ts',
  notes: 'functions/http/notes.ts',
  lists: 'functions/http/lists.ts',
  reminders: 'functions/http/reminders.ts',
  reviews: 'functions/http/reviews.ts',
  notifications: 'functions/http/notifications.ts',
  me: 'functions/http/me.ts',
  surveys: 'functions/http/surveys.ts',
  meta: 'functions/http/meta.ts',
  relay: 'functions/stream/relay.ts',
  completeness: 'functions/queue/completeness.ts',
  'completeness-sweep': 'functions/schedule/completeness-sweep.ts',
  'reminder-clock': 'functions/queue/reminder-clock.ts',
  care: 'functions/queue/care.ts',
  'care-sweep': 'functions/schedule/care-sweep.ts',
  'survey-clock': 'functions/queue/survey-clock.ts',
  'due-sweep': 'functions/schedule/due-sweep.ts',
} as const
export type EntryName = keyof typeof entries
