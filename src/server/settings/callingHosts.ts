import { createFault, type Checked } from './configFault.ts';

/**
 * The first five are the domains of Microsoft's page "Network recommendations" for Azure Communication Services, under
 * signalling, telemetry and registration. The Calling SDK 2.0.0 itself also names hosts in the last one. With all of them
 * a first call is not blocked. `*.azure.net` and `*.azure.com` also contain hosts of Azure's customers, such as virtual
 * machines with a public name, to which injected script could send stolen data. So an operator should narrow the list
 * when calls work; docs/first-calls-on-azure.md says how.
 */
const defaultCallingHosts: readonly string[] = [
  '*.skype.com',
  '*.microsoft.com',
  '*.azure.net',
  '*.azure.com',
  '*.office.com',
  '*.svc.cloud.microsoft',
];

/**
 * Accepts a host name of at least two labels, optionally after `*.`. It refuses everything that could widen the Content
 * Security Policy.
 */
const hostPattern = /^(?:\*\.)?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;

/** Reads `CALLING_HOSTS`, which replaces the default list. */
export function checkCallingHosts(value: string | undefined): Checked<readonly string[]> {
  if (!value) return { value: defaultCallingHosts };
  const hosts = value.split(',').flatMap((host) => host.trim() || []);
  const wrongCount = hosts.filter((host) => !hostPattern.test(host)).length;
  if (hosts.length > 0 && wrongCount === 0) return { value: hosts };
  return createFault(
    'CALLING_HOSTS',
    `${wrongCount} of ${hosts.length} that are not hosts`,
    'hosts, or domains after "*.", without a scheme and separated by commas',
    defaultCallingHosts.join(','),
  );
}
