/**
 * The hosts in links to Teams meetings. Microsoft is moving Teams to the second one. Personal accounts use the third.
 * @see https://learn.microsoft.com/microsoft-365/enterprise/cloud-microsoft-domain
 */
const meetingHosts: ReadonlySet<string> = new Set([
  'teams.microsoft.com',
  'teams.cloud.microsoft',
  'teams.live.com',
]);

/** Whether an address may lead to a Teams meeting. With another port or a user name, it may lead elsewhere. */
export const isOnMeetingHost = ({ protocol, hostname, port, username }: URL): boolean =>
  protocol === 'https:' && meetingHosts.has(hostname) && port === '' && username === '';
