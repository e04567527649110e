import { createGitRepository, type GitRepository } from './git-repository.ts';
import { commitAt, startBranch } from './history.ts';
import { type RunningProgram, runProgram, startProgram } from './program.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

/** The compiled program with a repository `acme/widgets` that is tied to Git: `main`, and `feature/gate` one commit ahead. */
export interface RunningWidgets extends AsyncDisposable {
  readonly program: RunningProgram;
  readonly baseUrl: string;
  readonly git: GitRepository;
  /** What lets one write; `dev` takes anything. */
  readonly token: string;
  readonly main: string;
  readonly gate: string;
}

export async function startWidgets(command: 'dev' | 'serve'): Promise<RunningWidgets> {
  await using parts = new AsyncDisposableStack();
  const git = parts.use(createGitRepository());
  const main = commitAt(git, 1, 'Make a gate');
  git.git('tag', '-a', 'v1', '-m', 'The first');
  startBranch(git, 'feature/gate');
  const gate = commitAt(git, 2, 'Widen the gate');
  git.git('switch', '--quiet', 'main');
  const { path } = parts.use(createTemporaryDirectory());
  const program = parts.use(await startProgram([command, '--port', '0', '--data', path]));
  await runProgram(['repository', 'add', 'acme/widgets', '--git', git.directory, '--data', path]);
  const token = /sbx_\S+/.exec(program.output())?.[0] ?? 'anything';
  const opened = parts.move();
  return {
    program,
    baseUrl: program.baseUrl,
    git,
    token,
    main,
    gate,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
