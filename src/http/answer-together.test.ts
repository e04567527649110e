import fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerTogether } from './answer-together.ts';

function openApp() {
  const app = fastify();
  answerTogether(app);
  app.get('/:name', async ({ url }) => ({ url }));
  app.get('/broken', async (_request, reply) => reply.header('x-broken', 'two\nlines').send({}));
  return app;
}

test('answers each request of a turn with its own answer', async () => {
  const app = openApp();
  const names = Array.from({ length: 20 }, (_, index) => `/r${index}`);

  const answers = await Promise.all(names.map((url) => app.inject({ url })));

  expect(answers.map((answer) => answer.json())).toEqual(names.map((url) => ({ url })));
});

test('an answer that cannot be written is an error of its own, and leaves the others alone', async () => {
  const app = openApp();

  const answers = await Promise.all(['/a', '/broken', '/b'].map((url) => app.inject({ url })));

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 500, 200]);
});
