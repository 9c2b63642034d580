/**
 * The hosts of the links to Teams meetings: the host of long standing, the one that Microsoft moves Teams to, and the one of
 * meetings that people create with a personal account.
 * @see https://learn.microsoft.com/microsoft-365/enterprise/cloud-microsoft-domain
 */
const meetingHosts: ReadonlySet<string> = new Set([
  'teams.microsoft.com',
  'teams.cloud.microsoft',
  'teams.live.com',
]);

/** Whether an address may be the link to a Teams meeting: it begins with `https`, and only with one of Teams' hosts. */
export const isOnMeetingHost = ({ protocol, hostname, port, username }: URL): boolean =>
  protocol === 'https:' && meetingHosts.has(hostname) && port === '' && username === '';
