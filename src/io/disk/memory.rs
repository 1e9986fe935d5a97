//! How much memory there is, so that a file for which it would not do is told before it is read, not by the system's ending
//! of the program in the middle of it.

/// The memory that can be used without the system writing parts of it to the disk, in bytes; `None` where the system does
/// not tell. Linux alone does so in a file.
pub(crate) fn available() -> Option<u64> {
    of_system(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

/// What `/proc/meminfo` says that can be used.
fn of_system(told: &str) -> Option<u64> {
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_tells() {
        let told = "MemTotal:       24577220 kB\nMemFree:          512 kB\nMemAvailable:    2048 kB\n";
        assert_eq!(of_system(told), Some(2048 * 1024));
        assert_eq!((of_system("MemTotal: 1 kB\n"), of_system("MemAvailable: much")), (None, None));
    }
}
