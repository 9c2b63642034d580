import type { Checked } from './settingFault.ts';

/**
 * The domains of the hosts that the Calling SDK 2.0.0 names for calls and meetings. Microsoft's "Network recommendations" also list
 * `*.azure.net` and `*.azure.com`; they are left out because they hold hosts of Azure's customers, such as every virtual
 * machine with a public name: a script that got into the page could send there what it found.
 */
const defaultCallingHosts: readonly string[] = [
  '*.skype.com',
  '*.microsoft.com',
  '*.office.com',
  '*.svc.cloud.microsoft',
];

/** A host, or all hosts of a domain of two labels or more; nothing that could widen a policy otherwise. */
const source = /^(?:\*\.)?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;

/** `CALLING_HOSTS`, in place of the default. */
export function checkCallingHosts(value: string | undefined): Checked<readonly string[]> {
  if (!value) return { value: defaultCallingHosts };
  const hosts = value.split(',').flatMap((host) => host.trim() || []);
  const wrong = hosts.filter((host) => !source.test(host)).length;
  if (hosts.length > 0 && wrong === 0) return { value: hosts };
  return {
    fault: {
      key: 'CALLING_HOSTS',
      found: `${wrong} of ${hosts.length} that are no host`,
      expected: 'hosts, or domains after "*.", without a scheme and separated by commas',
      example: defaultCallingHosts.join(','),
    },
  };
}
