/** How npm can publish a package with provenance, or why it cannot. */
type Provenance =
  | {
      readonly isPossible: true;
      /** What the package's `package.json` must contain. npm's registry compares `repository` with the provenance. */
      readonly fields: {
        readonly repository: { readonly type: 'git'; readonly url: string };
        readonly publishConfig: { readonly provenance: true; readonly access: 'public' };
      };
    }
  | { readonly isPossible: false; readonly reason: string };

/**
 * Finds out whether npm can sign where a package was built. npm can do so only in GitHub Actions and in GitLab CI, with a token
 * of the CI that identifies the job.
 * @param environment the environment variables of the job
 * @see https://docs.npmjs.com/generating-provenance-statements
 */
export function findProvenance(environment: Readonly<Record<string, string | undefined>>): Provenance {
  const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITLAB_CI, CI_PROJECT_URL } = environment;
  if (GITHUB_ACTIONS)
    return environment['ACTIONS_ID_TOKEN_REQUEST_URL']
      ? createFields(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`)
      : { isPossible: false, reason: 'the job lacks the permission "id-token: write"' };
  if (GITLAB_CI)
    return environment['SIGSTORE_ID_TOKEN']
      ? createFields(`${CI_PROJECT_URL}`)
      : {
          isPossible: false,
          reason: 'the job lacks the ID token SIGSTORE_ID_TOKEN with the audience "sigstore"',
        };
  return { isPossible: false, reason: 'npm can sign it only in GitHub Actions and GitLab CI' };
}

const createFields = (project: string): Provenance => ({
  isPossible: true,
  fields: {
    repository: { type: 'git', url: `git+${project}.git` },
    publishConfig: { provenance: true, access: 'public' },
  },
});
