/** What other programs are told to run netpol with: pre-commit and GitHub Actions. */

/** Returns .pre-commit-config.yaml with netpol as its one hook; `version` is that of the package. */
export function renderPreCommit(version: string): string {
  return `# https://pre-commit.com: pip install pre-commit && pre-commit install
repos:
  - repo: local
    hooks:
      - id: netpol-check
        name: netpol check
        entry: netpol check
        language: node
        additional_dependencies: ['netpol@${version}']
        files: \\.ya?ml$
        # One file alone says nothing about a cluster.
        pass_filenames: false
`;
}

/** Returns a GitHub workflow that checks every change; `version` is that of the package. */
export function renderGithubWorkflow(version: string): string {
  return `name: netpol
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      # Annotates the lines of the change, and adds a summary to the page of the run.
      - run: npx --yes netpol@${version} check -o github
`;
}
