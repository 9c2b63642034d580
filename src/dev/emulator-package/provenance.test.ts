import { expect, test } from 'vitest';
import { findProvenance } from './provenance.ts';

const gitHub = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'fabrikam/switchboard',
};
const gitLab = { GITLAB_CI: 'true', CI_PROJECT_URL: 'https://gitlab.com/fabrikam/switchboard' };

test.each([
  [
    'GitHub Actions',
    { ...gitHub, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token' },
    'git+https://github.com/fabrikam/switchboard.git',
  ],
  ['GitLab CI', { ...gitLab, SIGSTORE_ID_TOKEN: 'token' }, 'git+https://gitlab.com/fabrikam/switchboard.git'],
])('F11: in %s with an ID token the package is published with provenance', (_ci, environment, url) => {
  expect(findProvenance(environment)).toEqual({
    repository: { type: 'git', url },
    publishConfig: { provenance: true, access: 'public' },
  });
});

test.each([
  ['GitHub Actions without the permission', gitHub, 'id-token: write'],
  ['GitLab CI without the token', gitLab, 'SIGSTORE_ID_TOKEN'],
  ['a developer’s machine', {}, 'only in GitHub Actions and GitLab CI'],
])('F11: on %s the package gets no provenance, and the reason is said', (_ci, environment, reason) => {
  expect(findProvenance(environment)).toContain(reason);
});
