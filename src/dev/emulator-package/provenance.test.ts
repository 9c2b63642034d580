import { expect, test } from 'vitest';
import { createProjectFields, findProject, findProvenance } from './provenance.ts';

const gitHub = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'fabrikam/switchboard',
};
const gitLab = { GITLAB_CI: 'true', CI_PROJECT_URL: 'https://gitlab.com/fabrikam/switchboard' };

test.each([
  ['github.com', { ...gitHub, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token' }],
  ['gitlab.com', { ...gitLab, SIGSTORE_ID_TOKEN: 'token' }],
])('F11: at %s, a job with an ID token publishes the package with provenance', (host, environment) => {
  const project = findProject(environment) ?? '';
  expect({ ...createProjectFields(project), ...Object(findProvenance(environment)) }).toEqual({
    repository: { type: 'git', url: `git+https://${host}/fabrikam/switchboard.git` },
    homepage: `https://${host}/fabrikam/switchboard#readme`,
    bugs: { url: `https://${host}/fabrikam/switchboard/issues` },
    publishConfig: { provenance: true, access: 'public' },
  });
});

test('on a developer’s machine, the project’s address is unknown', () => {
  expect(findProject({})).toBeUndefined();
});

test.each([
  ['GitHub Actions without the permission', gitHub, 'id-token: write'],
  ['GitLab CI without the token', gitLab, 'SIGSTORE_ID_TOKEN'],
  ['a developer’s machine', {}, 'only in GitHub Actions and GitLab CI'],
])('F11: on %s the package gets no provenance, and the reason is said', (_ci, environment, reason) => {
  expect(findProvenance(environment)).toContain(reason);
});
