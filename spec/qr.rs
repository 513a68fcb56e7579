use samara::qr::svg;

#[test]
fn a_code_is_one_path_with_a_title_and_no_inline_style() {
    let svg = svg(
        "otpauth://totp/pod.example:ada?secret=JBSWY3DPEHPK3PXP&issuer=pod.example",
        "Key <for> your app",
    )
    .unwrap();
    assert_eq!(svg.matches("<path").count(), 1);
    assert!(svg.contains("role=\"img\"") && svg.contains("<title>Key &lt;for&gt; your app</title>"));
    assert!(!svg.contains("style"));
}

#[test]
fn the_path_draws_the_squares_of_the_code() {
    // A code's corners are known: 7 dark squares, and below them the frame of the first finder.
    let svg = svg("samara", "A word").unwrap();
    assert!(
        svg.contains("viewBox=\"0 0 29 29\""),
        "version 1 has 21 squares and two edges of 4: {svg}"
    );
    assert!(svg.contains("d=\"M4 4h7v1h-7z"));
    assert!(svg.contains("M4 5h1v1h-1zM10 5h1v1h-1z"));
}

#[test]
fn a_text_that_fits_no_code_gives_none() {
    assert_eq!(svg(&"x".repeat(5_000), "Too long"), None);
}
