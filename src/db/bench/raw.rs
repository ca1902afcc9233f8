//! One connection of plain libpq: statements are prepared once, results come in binary and are thrown away. Knows no type.

use std::ffi::{CStr, CString};

use pq_sys::{
    ConnStatusType, ExecStatusType, PGconn, PGresult, PQclear, PQconnectdb, PQerrorMessage, PQexec,
    PQexecPrepared, PQfinish, PQgetvalue, PQntuples, PQprepare, PQresultStatus, PQstatus,
};

use super::tap::{Params, Statement};
use crate::db::connect::Target;

/// What libpq or the server said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RawError(pub String);

/// The connection.
pub struct Raw {
    conn: *mut PGconn,
    prepared: usize,
}

/// A result, freed with this value.
struct Answer(*mut PGresult);

impl Drop for Answer {
    fn drop(&mut self) {
        // SAFETY: the result is ours and freed once.
        unsafe { PQclear(self.0) };
    }
}

impl Raw {
    /// Connects.
    pub fn connect(target: &Target) -> Result<Raw, RawError> {
        let info = c_string(&target.conninfo())?;
        // SAFETY: a C string that outlives the call; the connection is closed when this value is dropped.
        let raw = Raw { conn: unsafe { PQconnectdb(info.as_ptr()) }, prepared: 0 };
        // SAFETY: the connection is open or broken, not freed.
        match unsafe { PQstatus(raw.conn) } {
            ConnStatusType::CONNECTION_OK => Ok(raw),
            _ => Err(raw.said()),
        }
    }

    /// Connects as superuser `admin` and becomes `login` without row security, in a transaction that is never committed: his column
    /// rights and functions as they are, all rows of all tables.
    pub fn unhindered(admin: &Target, login: &str) -> Result<Raw, RawError> {
        let mut raw = Raw::connect(admin)?;
        raw.run(&format!("begin; alter role \"{login}\" bypassrls; set session authorization \"{login}\""))?;
        Ok(raw)
    }

    /// Runs statements without parameters.
    pub fn run(&mut self, sql: &str) -> Result<(), RawError> {
        self.one(sql).map(drop)
    }

    /// Runs a statement without parameters and reads the first value of its first row, if there is one.
    pub fn one(&mut self, sql: &str) -> Result<Option<String>, RawError> {
        let sql = c_string(sql)?;
        // SAFETY: an open connection and a C string.
        let answer = self.judged(Answer(unsafe { PQexec(self.conn, sql.as_ptr()) }))?;
        // SAFETY: a result that is not freed; the value lives as long as it.
        unsafe {
            if PQntuples(answer.0) == 0 {
                return Ok(None);
            }
            let value = CStr::from_ptr(PQgetvalue(answer.0, 0, 0)).to_string_lossy().into_owned();
            Ok(Some(value))
        }
    }

    /// Prepares a statement; answers its name for [`Raw::execute`].
    pub fn prepare(&mut self, sql: &str, types: &[u32]) -> Result<CString, RawError> {
        self.prepared += 1;
        let (name, sql) = (c_string(&format!("raw_{}", self.prepared))?, c_string(sql)?);
        let count = i32::try_from(types.len()).map_err(|_| RawError("too many parameters".into()))?;
        // SAFETY: an open connection, C strings, and as many types as are counted.
        let answer =
            Answer(unsafe { PQprepare(self.conn, name.as_ptr(), sql.as_ptr(), count, types.as_ptr()) });
        self.judged(answer)?;
        Ok(name)
    }

    /// Runs a prepared statement with binary parameters; answers how many rows came.
    pub fn execute(&mut self, name: &CStr, params: &[Option<Vec<u8>>]) -> Result<usize, RawError> {
        let count = i32::try_from(params.len()).map_err(|_| RawError("too many parameters".into()))?;
        let values: Vec<_> =
            params.iter().map(|p| p.as_ref().map_or(std::ptr::null(), |v| v.as_ptr().cast())).collect();
        let lengths: Vec<i32> = params.iter().map(|p| p.as_ref().map_or(0, |v| v.len() as i32)).collect();
        let formats = vec![1; params.len()];
        // SAFETY: an open connection, a C string, and arrays of `count` values that outlive the call.
        let answer = Answer(unsafe {
            PQexecPrepared(
                self.conn,
                name.as_ptr(),
                count,
                values.as_ptr(),
                lengths.as_ptr(),
                formats.as_ptr(),
                1,
            )
        });
        let answer = self.judged(answer)?;
        // SAFETY: a result that is not freed.
        Ok(unsafe { PQntuples(answer.0) }.unsigned_abs() as usize)
    }

    /// Prepares what was heard on the wire, each statement changed by `change`.
    pub fn prepare_all(
        &mut self,
        heard: &[Statement],
        change: impl Fn(&str) -> String,
    ) -> Result<Vec<(CString, Params)>, RawError> {
        heard
            .iter()
            .map(|one| Ok((self.prepare(&change(&one.sql), &one.types)?, one.params.clone())))
            .collect()
    }

    fn judged(&self, answer: Answer) -> Result<Answer, RawError> {
        // SAFETY: a result that is not freed; libpq takes null for a fatal error.
        match unsafe { PQresultStatus(answer.0) } {
            ExecStatusType::PGRES_COMMAND_OK | ExecStatusType::PGRES_TUPLES_OK => Ok(answer),
            _ => Err(self.said()),
        }
    }

    fn said(&self) -> RawError {
        // SAFETY: the connection is not freed; the text is copied before anything else happens to it.
        RawError(unsafe { CStr::from_ptr(PQerrorMessage(self.conn)) }.to_string_lossy().trim().to_owned())
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // SAFETY: ours, and closed once.
        unsafe { PQfinish(self.conn) };
    }
}

fn c_string(text: &str) -> Result<CString, RawError> {
    CString::new(text).map_err(|error| RawError(error.to_string()))
}
