<?php
/**
 * The dossier of a post: where it is kept, and what may be kept.
 *
 * @package Sourcemark
 */

defined( 'ABSPATH' ) || exit;

const SOURCEMARK_DOSSIER = '_sourcemark_dossier'; // JSON, or addresses with spaces between them.
const SOURCEMARK_REFUSED = '_sourcemark_refused'; // What was typed and cannot be published, with the reasons.
const SOURCEMARK_LONGEST = 2097152;               // Bytes: the server takes no more.

add_action( 'init', 'sourcemark_register_meta' );

/**
 * Returns the types of posts that may have checks.
 *
 * @return string[]
 */
function sourcemark_post_types() {
	/**
	 * Filters the types of posts that may have checks. Types for the block editor need the feature custom-fields.
	 *
	 * @param string[] $types The names of post types.
	 */
	return apply_filters( 'sourcemark_post_types', array( 'post', 'page' ) );
}

/**
 * Makes the dossier known to the REST API, for those who may edit the post alone: it may have drafts in it.
 */
function sourcemark_register_meta() {
	foreach ( sourcemark_post_types() as $type ) {
		register_post_meta(
			$type,
			SOURCEMARK_DOSSIER,
			array(
				'type'              => 'string',
				'single'            => true,
				'default'           => '',
				'sanitize_callback' => 'sourcemark_sanitize',
				'auth_callback'     => 'sourcemark_may_edit',
				'show_in_rest'      => array( 'schema' => array( 'context' => array( 'edit' ) ) ),
			)
		);
		add_filter( "rest_pre_insert_{$type}", 'sourcemark_refuse_in_rest', 10, 2 );
	}
}

/**
 * Reports whether somebody may change the dossier of a post.
 *
 * @param bool   $allowed Ignored.
 * @param string $key     Ignored.
 * @param int    $post_id The post.
 * @param int    $user_id Who asks.
 * @return bool
 */
function sourcemark_may_edit( $allowed, $key, $post_id, $user_id ) {
	return user_can( $user_id, 'edit_post', $post_id );
}

/**
 * Returns a dossier as it is kept: valid UTF-8 without anything around it. Tags stay, for they may be quoted, and all is escaped when it is shown.
 *
 * @param mixed $given What was typed.
 * @return string
 */
function sourcemark_sanitize( $given ) {
	return is_string( $given ) ? trim( wp_check_invalid_utf8( str_replace( "\r\n", "\n", $given ) ) ) : '';
}

/**
 * Reports whether what a post has is a dossier itself, and not addresses.
 *
 * @param string $dossier A dossier, or addresses.
 * @return bool
 */
function sourcemark_is_json( $dossier ) {
	return '' !== $dossier && false !== strpos( '{[', $dossier[0] );
}

/**
 * Returns the dossier of a post, or its addresses; '' if it has none.
 *
 * @param int $post_id The post.
 * @return string
 */
function sourcemark_dossier( $post_id ) {
	return (string) get_post_meta( $post_id, SOURCEMARK_DOSSIER, true );
}

/**
 * Returns a dossier without its drafts, as it may be put into a page.
 *
 * @param string $json A dossier that is in order.
 * @return string
 */
function sourcemark_released( $json ) {
	$dossier = json_decode( $json );
	$drafts  = static function ( $part ) {
		return is_object( $part ) && isset( $part->status ) && 'draft' === $part->status;
	};
	if ( isset( $dossier->hasPart ) && is_array( $dossier->hasPart ) && array_filter( $dossier->hasPart, $drafts ) ) { // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- schema.org's name.
		$dossier->hasPart = array_values( // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- schema.org's name.
			array_filter(
				$dossier->hasPart, // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- schema.org's name.
				static function ( $part ) use ( $drafts ) {
					return ! $drafts( $part );
				}
			)
		);
		$json             = wp_json_encode( $dossier, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION );
	}
	return str_replace( '<', '\u003c', $json ); // In JSON it stands in strings alone.
}

/**
 * Returns what is wrong with a dossier, each with its place; an empty list if nothing is known to be.
 *
 * Here it is only seen whether it is JSON that can be a dossier. The rest is said by the server, if there is one, and otherwise by the widget in the editor.
 *
 * @param string $dossier What was typed, sanitized.
 * @return string[]
 */
function sourcemark_mistakes( $dossier ) {
	if ( '' === $dossier ) {
		return array();
	}
	if ( strlen( $dossier ) > SOURCEMARK_LONGEST ) {
		/* translators: %s: a number of bytes. */
		return array( sprintf( __( 'The dossier is too long: use one of at most %s bytes.', 'sourcemark' ), number_format_i18n( SOURCEMARK_LONGEST ) ) );
	}
	if ( ! sourcemark_is_json( $dossier ) ) {
		$wrong = array();
		foreach ( preg_split( '/\s+/', $dossier ) as $address ) {
			if ( ! preg_match( '~^(?:https?://[^/]|/)~', $address ) || esc_url_raw( $address ) !== $address ) {
				/* translators: %s: what was typed, shortened. */
				$wrong[] = sprintf( __( '“%s” is neither a dossier in JSON nor its address: use one that begins with https:// or /.', 'sourcemark' ), wp_html_excerpt( $address, 60, '…' ) );
				break;
			}
		}
		return $wrong;
	}
	$decoded = json_decode( $dossier );
	if ( JSON_ERROR_NONE !== json_last_error() ) {
		return array( sourcemark_json_mistake( $dossier ) );
	}
	if ( ! is_object( $decoded ) || ! isset( $decoded->hasPart ) ) { // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- schema.org's name.
		return array( __( 'This JSON is not a dossier: a dossier is an object with a list "hasPart".', 'sourcemark' ) );
	}
	return sourcemark_server_mistakes( $dossier );
}

/**
 * Returns where text stops being JSON, and what would be right there. PHP does not say it.
 *
 * @param string $json The text.
 * @return string
 */
function sourcemark_json_mistake( $json ) {
	$token = '~\G[ \t\r\n]*+("(?:[^"\\\\\x00-\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+"|-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?|true|false|null|[{}\[\],:])~';
	$open  = array(); // The brackets that have not been closed.
	$next  = 'value';
	$at    = 0;
	while ( 'end' !== $next && preg_match( $token, $json, $found, 0, $at ) ) {
		$one  = $found[1];
		$kind = '"' === $one[0] ? 'string' : ( false === strpos( '{}[],:', $one ) ? 'other' : $one );
		$top  = end( $open );
		if ( false !== strpos( $next, 'value' ) && in_array( $kind, array( 'string', 'other', '{', '[' ), true ) ) {
			$next = array(
				'{' => 'name}',
				'[' => 'value]',
			)[ $kind ] ?? ',';
			if ( ',' !== $next ) {
				$open[] = $kind;
			}
		} elseif ( false !== strpos( $next, 'name' ) && 'string' === $kind ) {
			$next = ':';
		} elseif ( ':' === $next && ':' === $kind ) {
			$next = 'value';
		} elseif ( ',' === $next && ',' === $kind && $open ) {
			$next = '{' === $top ? 'name' : 'value';
		} elseif ( ( ( '}' === $kind && '{' === $top ) || ( ']' === $kind && '[' === $top ) ) && in_array( $next, array( ',', 'name}', 'value]' ), true ) ) {
			array_pop( $open );
			$next = ',';
		} else {
			break;
		}
		$at += strlen( $found[0] );
		if ( ! $open && ',' === $next ) {
			$next = 'end';
		}
	}
	$at += strspn( $json, " \t\r\n", $at );
	switch ( $next ) {
		case 'end':
			$wanted = __( 'the end of the dossier: delete what follows', 'sourcemark' );
			break;
		case ':':
			$wanted = __( 'a colon', 'sourcemark' );
			break;
		case 'name':
		case 'name}':
			$wanted = __( 'a name in double quotation marks', 'sourcemark' );
			break;
		case ',':
			$wanted = '[' === end( $open ) ? __( 'a comma or ]', 'sourcemark' ) : __( 'a comma or }', 'sourcemark' );
			break;
		default:
			$wanted = __( 'a value: text in double quotation marks, a number, a list or an object', 'sourcemark' );
	}
	$before = substr( $json, 0, $at );
	$line   = substr_count( $before, "\n" ) + 1;
	$column = mb_strlen( substr( $before, (int) strrpos( "\n" . $before, "\n" ) ), 'UTF-8' ) + 1;
	/* translators: 1: line, 2: column, 3: what must be there. */
	return sprintf( __( 'Line %1$d, column %2$d: the JSON needs %3$s here.', 'sourcemark' ), $line, $column, $wanted );
}

/**
 * Returns what somebody is told whose dossier is refused.
 *
 * @param string[] $mistakes What is wrong with it.
 * @return string
 */
function sourcemark_refusal( $mistakes ) {
	return __( 'The dossier has mistakes and was not saved.', 'sourcemark' ) . ' ' . implode( ' ', array_slice( $mistakes, 0, 5 ) );
}

/**
 * Refuses to save a post with a broken dossier from the block editor, which then still has all that was typed.
 *
 * @param stdClass        $prepared The post.
 * @param WP_REST_Request $request  The request.
 * @return stdClass|WP_Error
 */
function sourcemark_refuse_in_rest( $prepared, $request ) {
	$meta = $request['meta'];
	if ( is_wp_error( $prepared ) || ! is_array( $meta ) || ! isset( $meta[ SOURCEMARK_DOSSIER ] ) ) {
		return $prepared;
	}
	$dossier = sourcemark_sanitize( $meta[ SOURCEMARK_DOSSIER ] );
	if ( ! empty( $prepared->ID ) && sourcemark_dossier( $prepared->ID ) === $dossier ) {
		return $prepared;
	}
	$mistakes = sourcemark_mistakes( $dossier );
	return $mistakes ? new WP_Error( 'sourcemark_dossier', sourcemark_refusal( $mistakes ), array( 'status' => 400 ) ) : $prepared;
}
