/*
 * duckdb.mjs MODULES DATABASE DIR: the worker that is DuckDB, through its client for
 * Node, on two threads; the verbs are those of sqlite.c, the lines those of worker.h.
 * duckdb.mjs MODULES DATABASE DIR STATEMENT: print the rows as CSV and end.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [modules, database, dir, once] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${modules}/`)('@duckdb/node-api');
const instance = await DuckDBInstance.create(database, { threads: '2' });
const connection = await instance.connect();

const types = { text: 'VARCHAR', int: 'BIGINT', real: 'DOUBLE', date: 'DATE', bool: 'BOOLEAN' };

// The columns of a sheet with their types, as read_csv takes them.
function columnsOf(table, csv) {
	const typeOf = new Map(readFileSync(`${dir}/columns.tsv`, 'utf8').trim().split('\n')
		.map((line) => line.split('\t')).filter((cells) => cells[0] === table)
		.map(([, name, type]) => [name, types[type]]));
	const head = readFileSync(csv, { encoding: 'utf8', flag: 'r' }).split('\n', 1)[0].trim();
	return `{${head.split(',').map((name) => `'${name}': '${typeOf.get(name)}'`).join(', ')}}`;
}

async function fill(table, csv) {
	const columns = columnsOf(table, csv);
	await connection.run(`CREATE TABLE ${table} AS SELECT * FROM read_csv('${csv}',`
		+ ` header = true, delim = ',', quote = '"', escape = '"', columns = ${columns})`);
}

async function timed(work) {
	const start = process.hrtime.bigint();
	const answer = await work();
	return [process.hrtime.bigint() - start, answer];
}

const cell = (value) => (value === null ? '' : String(value));
const rowsOf = (reader) => reader.getRows();

const verbs = {
	load: () => timed(async () => {
		await fill('resident', `${dir}/resident.csv`);
		await fill('visit', `${dir}/visit.csv`);
		await connection.run('ANALYZE');
		await connection.run('CHECKPOINT');
		return '';
	}),
	import: (csv) => timed(async () => {
		await fill('resident', csv);
		await connection.run('CHECKPOINT');
		return '';
	}),
	sql: async (statements) => {
		const [took, rows] = await timed(async () => {
			const all = [];
			for (const statement of statements.split(';')) {
				all.push(...rowsOf(await connection.runAndReadAll(statement)));
			}
			return all;
		});
		return [took, rows.map((row) => row.map(cell).join('|')).join(';')];
	},
	memory: async () => {
		const kb = (path, name) => Number(readFileSync(path, 'utf8')
			.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
		return [0n, `${kb('/proc/self/status', 'VmHWM')}|`
			+ `${kb('/proc/self/smaps_rollup', 'Private_Dirty')}`];
	},
};

if (once !== undefined) {
	const reader = await connection.runAndReadAll(once);
	const lines = [reader.columnNames(), ...rowsOf(reader)];
	process.stdout.write(lines.map((row) => row.map(cell).join(',')).join('\n') + '\n');
} else {
	for await (const line of createInterface({ input: process.stdin })) {
		const tab = line.indexOf('\t');
		try {
			const [took, answer] = await verbs[line.slice(0, tab)](line.slice(tab + 1));
			process.stdout.write(`${took}\t${answer}\n`);
		} catch (error) {
			process.stdout.write(`!\t${String(error.message).replaceAll('\n', ' ')}\n`);
		}
	}
}
connection.closeSync();
instance.closeSync();
