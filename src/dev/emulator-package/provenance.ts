type Environment = Readonly<Record<string, string | undefined>>;

/** @returns the address of the project in whose CI this runs; `undefined` outside GitHub Actions and GitLab CI. */
export function findProject(environment: Environment): string | undefined {
  const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITLAB_CI, CI_PROJECT_URL } = environment;
  if (GITHUB_ACTIONS) return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  return GITLAB_CI ? CI_PROJECT_URL : undefined;
}

/** @returns the `package.json` fields that make the package's page on npm link to the project. */
export const createProjectFields = (project: string) => ({
  repository: { type: 'git', url: `git+${project}.git` },
  homepage: `${project}#readme`,
  bugs: { url: `${project}/issues` },
});

/**
 * Finds out whether npm can add a provenance to a package: a signed statement about where the package was built. npm can do so
 * only in GitHub Actions and in GitLab CI, with an ID token of the job.
 * @returns the field that `package.json` then needs, or the reason why npm cannot sign. The registry also checks `repository`.
 * @see https://docs.npmjs.com/generating-provenance-statements
 */
export function findProvenance(environment: Environment): object | string {
  const fields = { publishConfig: { provenance: true, access: 'public' } };
  if (environment['GITHUB_ACTIONS'])
    return environment['ACTIONS_ID_TOKEN_REQUEST_URL']
      ? fields
      : 'the job lacks the permission "id-token: write"';
  if (environment['GITLAB_CI'])
    return environment['SIGSTORE_ID_TOKEN']
      ? fields
      : 'the job lacks the ID token SIGSTORE_ID_TOKEN with the audience "sigstore"';
  return 'npm can sign it only in GitHub Actions and GitLab CI';
}
