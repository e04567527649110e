import { execSync } from 'node:child_process';

/** Compiles the program that the tests start, so that they never meet an old one. */
export default function buildProgram(): void {
  execSync('npm run build', { stdio: 'ignore' });
}
