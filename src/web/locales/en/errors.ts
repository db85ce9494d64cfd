import type { errors as spanish } from '../es/errors.ts'
import type { Texts } from '../texts.ts'

export const errors: Texts<typeof spanish> = {
  web: {
    unreachable: { title: 'T7 cannot be reached', way: 'Check that T7 is still running and try again.' },
    stream_lost: { title: 'The answer was cut off', way: 'Ask again. If it was a change, see in the history whether it was made.' },
    unexpected: { title: 'Something failed on this page', way: 'Load it again. If it happens again, tell whoever runs T7: {{message}}' },
  },
  ask: {
    not_found: { title: 'This question is gone', way: 'The demo may have been reset. Ask it again.' },
    not_yours: { title: 'Somebody else asked for this change', way: 'Only the person who asked can confirm it.' },
    not_waiting: { title: 'This change is no longer waiting', way: 'It was made or cancelled already. See the history.' },
    already_applied: { title: 'This change has been made already', way: 'No need to confirm it again. See the history.' },
    nothing_to_undo: { title: 'There is no change to undo here', way: 'Look for the change in the history.' },
    already_undone: { title: 'This change has been undone already', way: 'The data is as it was before it.' },
    not_running: { title: 'This question had already ended', way: 'Open the conversation again to see the answer.' },
    failed: { title: 'T7 failed on this question', way: 'Nothing was changed, and it has been noted. Try saying it another way.' },
    interrupted: { title: 'T7 was closed before it ended', way: 'Ask again. If it was a change, see in the history whether it was made.' },
    not_kept: { title: 'What you asked for could not be saved', way: 'Nothing was changed. Try again in a moment.' },
    busy: { title: 'This question is still running', way: 'Wait for it to end, or stop it.' },
    wrong_name: { title: 'The name does not match', way: 'Type it exactly as shown.' },
    stale: { title: 'The data changed since you saw it', way: 'Ask for it again to see how it would look now.' },
  },
  request: {
    not_json: { title: 'T7 did not understand the request', way: 'Load the page again: T7 may have been updated.' },
    invalid: { title: 'T7 did not understand the request', way: 'Load the page again: T7 may have been updated.' },
    too_large: { title: 'The text is too long', way: 'Shorten it: the most is 4000 characters.' },
    host: { title: 'T7 does not answer at this address', way: 'Use the address that T7 prints when it starts.' },
    origin: { title: 'The request came from another page', way: 'Open T7 directly in the browser.' },
    not_found: { title: 'There is nothing here', way: 'Somebody may have deleted or renamed it.' },
  },
  conversation: {
    not_found: { title: 'This conversation is gone', way: 'It may have been deleted. Start a new one.' },
  },
  accuracy: {
    pair_not_found: { title: 'That question is no longer in the list', way: 'Load the page again: somebody may have removed it.' },
    sql_not_kept: { title: 'That SQL cannot be kept', way: '{{reason}}' },
    too_many: { title: 'There are too many questions kept', way: '{{maximum}} fit: remove those that are no use to you.' },
    nothing_to_measure: { title: 'There are no questions to measure yet', way: 'Keep an answer of the chat, or add one by hand.' },
  },
  table: {
    not_found: { title: 'This table is gone', way: 'It may have been dropped or renamed. Choose another from the list.' },
    invalid_filter: {
      title: '“{{value}}” does not fit a filter on {{column}}',
      way: 'Write a value of the column’s type: a number, or a date such as 2026-11-15.',
    },
  },
  role: {
    not_allowed: { title: 'Your role does not allow that', way: 'Ask whoever administers T7.' },
  },
  demo: {
    not_available: { title: 'This is not the example data', way: 'Only the example data can be reset.' },
  },
  server: {
    busy: { title: 'There are too many requests at once', way: 'Wait a few seconds and try again.' },
    closing: { title: 'T7 is shutting down', way: 'Try again when it is back.' },
    unexpected: { title: 'T7 failed', way: 'It has been noted. If it happens again, tell whoever runs T7.' },
  },
  source: {
    unavailable: { title: 'The database does not answer', way: 'Wait a few seconds and try again.' },
    timeout: { title: 'The query took too long and was stopped', way: 'Narrow it: fewer months, one area or one category.' },
    cancelled: { title: 'The query was stopped', way: 'Nothing was changed.' },
    lock_timeout: { title: 'Somebody else is changing that data', way: 'Wait a moment and try again.' },
    failed: { title: 'The database failed', way: 'Nothing was changed. Try again; if it happens again, tell whoever runs T7.' },
    statement_error: { title: 'The database does not accept that query', way: 'Say it another way, or check the SQL.' },
    not_committed: { title: 'The database did not keep the change', way: 'Nothing was changed. Try again.' },
    type_mismatch: { title: 'A value is not of the type of its column', way: 'Check it: a number, a date such as 15/11/2026, yes or no.' },
    unique_violation: { title: 'That value exists already and cannot be repeated', way: 'Use another, or change the one that is there.' },
    foreign_key_violation: { title: 'Other rows depend on that one', way: 'First change or delete those that use it.' },
    permission_denied: { title: 'You are not allowed to do that', way: 'Ask whoever administers T7.' },
  },
  change: {
    stale: { title: 'The data changed since you saw it', way: 'Ask for it again to see how it would look now.' },
    already_undone: { title: 'This change has been undone already', way: 'The data is as it was before it.' },
    too_large: { title: 'The change touches too many rows to be undone', way: 'Make it in parts: by dates, areas or categories.' },
  },
  fallback: {
    forbidden: { title: 'You are not allowed to see this', way: 'Ask whoever administers T7.' },
    not_found: { title: 'This no longer exists', way: 'Somebody may have deleted or renamed it.' },
    too_much: { title: 'That is too much at once', way: 'Narrow what you ask for and try again.' },
    operational: { title: 'T7 could not do it just now', way: 'Try again in a moment. Code: {{code}}' },
    user: { title: 'T7 could not do it that way', way: 'Look again at what you asked for. Code: {{code}}' },
  },
}
