/**
 * Finds out whether npm can add a provenance to a package: a signed statement about where the package was built. npm can do so
 * only in GitHub Actions and in GitLab CI, with an ID token of the job.
 * @returns the fields that `package.json` then needs (the registry checks `repository`), or the reason why npm cannot sign
 * @see https://docs.npmjs.com/generating-provenance-statements
 */
export function findProvenance(environment: Readonly<Record<string, string | undefined>>): object | string {
  const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITLAB_CI, CI_PROJECT_URL } = environment;
  if (GITHUB_ACTIONS)
    return environment['ACTIONS_ID_TOKEN_REQUEST_URL']
      ? createFields(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`)
      : 'the job lacks the permission "id-token: write"';
  if (GITLAB_CI)
    return environment['SIGSTORE_ID_TOKEN']
      ? createFields(`${CI_PROJECT_URL}`)
      : 'the job lacks the ID token SIGSTORE_ID_TOKEN with the audience "sigstore"';
  return 'npm can sign it only in GitHub Actions and GitLab CI';
}

const createFields = (project: string) => ({
  repository: { type: 'git', url: `git+${project}.git` },
  publishConfig: { provenance: true, access: 'public' },
});
