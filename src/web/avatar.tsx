import type { Repository } from '../domain/repository.ts';

const degrees = 360;

/** A square with the first letter of the repository's name, in a colour that stays with its UUID. */
export function RepositoryAvatar({ repository }: { readonly repository: Repository }) {
  const hue = Number.parseInt(repository.uuid.slice(1, 5), 16) % degrees;
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img">
      <title>{repository.name}</title>
      <rect width="64" height="64" rx="8" fill={`hsl(${hue} 45% 40%)`} />
      <text x="32" y="43" font-family="system-ui, sans-serif" font-size="32" text-anchor="middle" fill="#fff">
        {repository.name.slice(0, 1).toUpperCase()}
      </text>
    </svg>
  );
}
