/** The same means by DuckDB, which is no dependency: install `@duckdb/node-api` where it is wanted. */

const [, , ...files] = process.argv;
const { DuckDBInstance } = await import('@duckdb/node-api');
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const columns = "{'model': 'VARCHAR', 'turn': 'BIGINT', 'score': 'DOUBLE'}";
const names = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
const reading = `read_json([${names}], columns=${columns}, format='newline_delimited')`;
const result = await connection.runAndReadAll(
  `SELECT model, turn, avg(score), count(*) FROM ${reading} GROUP BY ALL ORDER BY ALL`,
);
process.stdout.write(`${result.currentRowCount} means\n`);
